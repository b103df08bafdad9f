-- The owner takes a mute or a block back.
--   @login_key, @account_key, @kind  who, whom, mute or block
--   @ended_at_ms                     unix ms
update refusals_of_people set ended_at_ms = @ended_at_ms
 where login_key = @login_key and account_key = @account_key and kind = @kind
   and ended_at_ms is null
