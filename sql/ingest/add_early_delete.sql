-- A recording says that an entry was deleted of which it has not told yet.
--   @login_key, @server_id  which
--   @deleted_at_ms          unix ms
insert into early_deletes (login_key, server_id, deleted_at_ms)
values (@login_key, @server_id, @deleted_at_ms)
on conflict do update set deleted_at_ms = max(deleted_at_ms, excluded.deleted_at_ms)
