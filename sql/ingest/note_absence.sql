-- The server has let an entry go, and nothing says that it was deleted: it stays, and the server is
-- not asked about it any more.
--   @login_key, @server_id  which
--   @noticed_at_ms          when that showed, unix ms
insert into absences (login_key, server_id, noticed_at_ms)
values (@login_key, @server_id, @noticed_at_ms)
on conflict do nothing
