-- Somebody whom the home server knows, by their full handle.
--   @login_key  whose home
--   @handle     ada@example.social, lower case
select server_id,
       iif(json_valid(profile), profile, bare_profile(handle, server_id)) as profile
  from accounts
  join account_ids using (account_key)
 where handle = @handle and login_key = @login_key
