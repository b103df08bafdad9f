-- Who is logged in.
--   @login_key  which login
select iif(json_valid(profile), profile, bare_profile(handle, owner_id)) as profile, owner_id
  from logins
  join accounts on account_key = owner_key
 where login_key = @login_key
