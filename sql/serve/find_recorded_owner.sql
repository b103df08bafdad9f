-- Who is logged in.
--   @login_key  which login
select profile, acct, owner_id from logins join accounts on account_key = owner_key
    where login_key = @login_key
