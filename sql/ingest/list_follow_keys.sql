-- Whom the owner follows.
--   @login_key  who
select account_key from follows where login_key = @login_key and ended_at_ms is null
