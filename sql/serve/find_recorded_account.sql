-- A person's profile, and how they are followed.
--   @login_key, @account_key  by whom, who
select profile, shows_boosts, languages
  from accounts
  left join follows on follows.account_key = accounts.account_key and login_key = @login_key
 where accounts.account_key = @account_key
