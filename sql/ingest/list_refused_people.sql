-- Whom the owner mutes or blocks now, by our books.
--   @login_key, @kind  who; mute, block
select account_key, since_ms, until_ms
  from refusals_of_people
 where login_key = @login_key and kind = @kind and ended_at_ms is null
