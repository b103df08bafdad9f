-- The holes of logins that are in use no more: nobody can fill them, and they last no longer than
-- that login did. The other server's clock may be behind: none ends before it was noticed.
--   @login_key  the login that is in use
--   @now_ms     unix ms
--   @unproven   JSON list: what is not known of them
update holes
   set to_ms = coalesce(to_ms, max(noticed_at_ms, @now_ms)), state = 'crawled',
       unproven = @unproven
 where state = 'open' and login_key <> @login_key
