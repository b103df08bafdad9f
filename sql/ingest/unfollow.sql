-- The owner follows somebody no more.
--   @login_key, @account_key  who, whom
--   @ended_at_ms              unix ms
update follows set ended_at_ms = @ended_at_ms
 where login_key = @login_key and account_key = @account_key and ended_at_ms is null
