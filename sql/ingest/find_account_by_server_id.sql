-- A person by the id that the owner's server gave them. A profile that is damaged has no hash: it
-- is written anew as soon as the server tells of them again.
--   @login_key  whose server
--   @server_id  text
select account_key, handle, iif(json_valid(profile), profile_hash, 0) as profile_hash,
       observed_at_ms
  from account_ids
  join accounts using (account_key)
 where login_key = @login_key and server_id = @server_id
