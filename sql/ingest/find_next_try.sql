-- When the next wish is due, unix ms; null where nothing waits.
--   @login_key  whose
select min(next_try_at_ms) as at_ms
  from outbox
 where login_key = @login_key and ended_at_ms is null
