-- A person by the id that the owner's server gave them.
--   @login_key  whose server
--   @server_id  text
select account_key, handle, profile_hash, observed_at_ms
  from account_ids
  join accounts using (account_key)
 where login_key = @login_key and server_id = @server_id
