-- The body of a deleted status goes.
--   @status_key  which
delete from payloads where status_key = @status_key
