-- Says in the file what the working table says of some boosters.
--
--   @after, @through  accounts' keys: above the first, up to the second
insert into main.booster_signals (account_key, voice_micro)
select account_key, voice_micro
  from temp.booster_signals
 where account_key > @after and account_key <= @through
