-- A try failed in a way that may pass.
--   @outbox_key      which
--   @next_try_at_ms  when it is tried again, unix ms
--   @why             in words
--   @is_unsent       1: it never reached the server
--   @failures        1 where this counts as a try that failed, else 0
update outbox
   set tries = tries + @failures, next_try_at_ms = @next_try_at_ms, why = @why,
       sent_at_ms = iif(@is_unsent, null, sent_at_ms)
 where outbox_key = @outbox_key and ended_at_ms is null
