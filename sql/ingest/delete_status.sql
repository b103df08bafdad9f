-- The server deleted a status: the tombstone stays, so that it is not taken for new again.
--   @status_key     which
--   @deleted_at_ms  unix ms
update statuses set deleted_at_ms = @deleted_at_ms
 where status_key = @status_key and deleted_at_ms is null
