-- A status is matched anew.
--   @status_key  which
delete from filter_matches where status_key = @status_key
