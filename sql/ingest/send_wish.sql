-- It goes out now; nothing where it was replaced meanwhile.
--   @outbox_key  which
--   @sent_at_ms  unix ms
update outbox set sent_at_ms = @sent_at_ms
 where outbox_key = @outbox_key and ended_at_ms is null
