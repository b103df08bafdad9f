-- What waits to be done at the server, and what it refused since a moment, the latest first.
--   @since_ms  unix ms, for refusals
--   @limit     most
select outbox_key, uri, kind, undo, asked_at_ms, ended_at_ms, ending, why, tries, server
  from outbox
  join logins using (login_key)
 where ended_at_ms is null or (ending = 'refused' and ended_at_ms >= @since_ms)
 order by outbox_key desc
 limit @limit
