-- The server has a status that it seemed to have deleted.
--   @status_key  which
update statuses set deleted_at_ms = null where status_key = @status_key
