-- The wish that waits for an act on a status.
--   @login_key, @uri_hash, @kind  whose, of which, what
select outbox_key, undo, sent_at_ms
  from outbox
 where login_key = @login_key and uri_hash = @uri_hash and kind = @kind and ended_at_ms is null
