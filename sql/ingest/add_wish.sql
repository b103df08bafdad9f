-- Something waits to be done at the server. One wish for each act on each status waits at a time.
--   @login_key        whose
--   @idempotency_key  sent along with it
--   @uri_hash, @uri   64 bits; the status's name
--   @status_id        the server's id
--   @kind             favourite, reblog, bookmark
--   @undo             1: the act is to be taken back
--   @asked_at_ms      unix ms; it is due at once
--   @sent_at_ms       when one that it replaces went out and may have been done, unix ms; null
insert into outbox (login_key, idempotency_key, uri_hash, uri, status_id, kind, undo, asked_at_ms,
                    next_try_at_ms, sent_at_ms)
values (@login_key, @idempotency_key, @uri_hash, @uri, @status_id, @kind, @undo, @asked_at_ms,
        @asked_at_ms, @sent_at_ms)
on conflict do nothing
