-- The id that the owner's server gave a status.
--   @login_key   whose server
--   @server_id   text
--   @status_key  which
insert into server_ids (login_key, server_id, status_key)
values (@login_key, @server_id, @status_key)
on conflict do nothing
