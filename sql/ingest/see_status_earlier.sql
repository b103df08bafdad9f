-- A status turns out to have reached us earlier than we thought: rows may come in any order.
--   @status_key        which
--   @first_seen_at_ms  unix ms
update statuses
   set first_seen_at_ms = @first_seen_at_ms, born_ms = min(created_at_ms, @first_seen_at_ms)
 where status_key = @status_key and first_seen_at_ms > @first_seen_at_ms
