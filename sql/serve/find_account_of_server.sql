-- Somebody whom the home server knows by an id.
--   @login_key  whose home
--   @server_id  their id there
select account_key,
       iif(json_valid(profile), profile, bare_profile(handle, server_id)) as profile
  from account_ids
  join accounts using (account_key)
 where login_key = @login_key and server_id = @server_id
