-- What may be sent now, the first that was asked for first. What no pause holds back is due
-- whatever the clock says: it may have been set back since.
--   @login_key  whose
--   @now_ms     unix ms
--   @limit      most
select outbox_key, idempotency_key, uri, status_id, kind, undo, asked_at_ms, tries, sent_at_ms
  from outbox
 where login_key = @login_key and ended_at_ms is null
   and (next_try_at_ms <= @now_ms or next_try_at_ms = asked_at_ms)
 order by outbox_key
 limit @limit
