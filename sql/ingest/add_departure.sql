-- An entry left the home. Whether it was deleted the server has not been asked yet.
--   @login_key, @server_id  which
--   @left_at_ms             unix ms
insert into departures (login_key, server_id, left_at_ms)
values (@login_key, @server_id, @left_at_ms)
on conflict do nothing
