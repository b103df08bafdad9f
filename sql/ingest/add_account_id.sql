-- The id that the owner's server gave a person.
--   @login_key    whose server
--   @server_id    text
--   @account_key  who
insert into account_ids (login_key, server_id, account_key)
values (@login_key, @server_id, @account_key)
on conflict do nothing
