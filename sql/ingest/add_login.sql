-- The owner, as one server knows them.
--   @server, @owner_id, @acct  origin, the server's id of the owner, their full handle
--   @created_at_ms             unix ms
insert into logins (server, owner_id, acct, created_at_ms)
values (@server, @owner_id, @acct, @created_at_ms)
on conflict (server) do update set owner_id = excluded.owner_id, acct = excluded.acct
