-- People followed as of the moment of the replay who have something that the feed under replay did
-- not offer in an edition that was opened.
select distinct account_key
  from temp.pool
  join temp.author_signals on account_key = author_key
 where is_followed and held = 0 and offers = 0
