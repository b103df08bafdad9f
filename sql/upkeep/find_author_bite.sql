-- Up to whom the next few author signals reach; nobody where these are the last.
--
--   @after  an account's key: those above it
--   @most   so many, >= 1
select account_key as through
  from temp.author_signals
 where account_key > @after
 order by account_key
 limit 1 offset @most - 1
