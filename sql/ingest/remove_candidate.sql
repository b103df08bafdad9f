-- Seen, acted on, or gone: no candidate any more.
--   @status_key  which
delete from pool where status_key = @status_key
