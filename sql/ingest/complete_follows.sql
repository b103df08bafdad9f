-- The follow list was read to its end.
--   @login_key  whose
--   @at_ms      unix ms
update logins set follows_complete_at_ms = @at_ms where login_key = @login_key
