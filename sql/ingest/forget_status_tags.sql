-- An edit may take tags away.
--   @status_key  which
delete from status_tags where status_key = @status_key
