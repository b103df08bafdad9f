-- An entry left the home. Whether it was deleted the server is still to be asked.
--   @login_key, @server_id  which
--   @left_at_ms             unix ms; of what the server said so of, from when on it is asked again
insert into departures (login_key, server_id, left_at_ms)
values (@login_key, @server_id, @left_at_ms)
on conflict do update set left_at_ms = min(left_at_ms, excluded.left_at_ms)
