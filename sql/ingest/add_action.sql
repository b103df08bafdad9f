-- What the owner did. Twice is once.
--   @login_key            who
--   @uri_hash             64 bits
--   @uri                  its name, where the status is not here
--   @status_id            the server's id
--   @kind                 favourite, reblog, bookmark, reply, more, less, snooze
--   @at_ms                unix ms
--   @until_ms             unix ms for a snooze, null
insert into actions (login_key, uri_hash, uri, status_id, kind, at_ms, until_ms)
values (@login_key, @uri_hash, @uri, @status_id, @kind, @at_ms, @until_ms)
on conflict do nothing
