-- A recording tells of a status as being there.
--   @status_key    which
--   @looked_at_ms  unix ms
update statuses set looked_at_ms = @looked_at_ms
 where status_key = @status_key and coalesce(looked_at_ms, 0) < @looked_at_ms
