-- The server has let an entry go, and nothing says that it was deleted: it stays, and the server is
-- not asked about it any more.
--   @login_key, @server_id  which
--   @left_at_ms             below 0: when that showed, unix ms, times -1
insert into departures (login_key, server_id, left_at_ms)
values (@login_key, @server_id, @left_at_ms)
on conflict do nothing
