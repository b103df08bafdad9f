-- A status is matched anew.
--   @status_key  which
delete from refused_mentions where status_key = @status_key
