-- A wish waits no more. What was replaced while it was under way stays replaced.
--   @outbox_key   which
--   @ending       done, refused, replaced
--   @why          of a refusal; null
--   @ended_at_ms  unix ms
update outbox set ended_at_ms = @ended_at_ms, ending = @ending, why = @why
 where outbox_key = @outbox_key and ended_at_ms is null
