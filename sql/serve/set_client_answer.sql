-- What a home server answered last.
--   @path            its address, path and query
--   @body            JSON
--   @answered_at_ms  unix ms
insert into client_answers (path, body, answered_at_ms)
values (@path, @body, @answered_at_ms)
on conflict do update set body = excluded.body, answered_at_ms = excluded.answered_at_ms
