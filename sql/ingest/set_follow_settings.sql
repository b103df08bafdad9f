-- How the owner follows somebody.
--   @login_key, @account_key  who, whom
--   @shows_boosts             0, 1
--   @languages                JSON array, null: all
--   @settings_at_ms           when the server was asked, unix ms
update follows
   set shows_boosts = @shows_boosts, languages = @languages, settings_at_ms = @settings_at_ms
 where login_key = @login_key and account_key = @account_key
