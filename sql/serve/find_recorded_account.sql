-- A person's profile, and how they are followed.
--   @login_key, @account_key  by whom, who
select iif(json_valid(accounts.profile), accounts.profile,
           bare_profile(accounts.handle,
                        (select min(ids.server_id) from account_ids as ids
                          where ids.account_key = accounts.account_key))) as profile,
       shows_boosts, languages
  from accounts
  left join follows on follows.account_key = accounts.account_key and login_key = @login_key
 where accounts.account_key = @account_key
