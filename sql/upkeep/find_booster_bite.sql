-- Up to whom the next few booster signals reach; nobody where these are the last.
--
--   @after  an account's key: those above it
--   @most   so many, >= 1
select account_key as through
  from temp.booster_signals
 where account_key > @after
 order by account_key
 limit 1 offset @most - 1
