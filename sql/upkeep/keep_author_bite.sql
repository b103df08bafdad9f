-- Says in the file what the working table says of some authors.
--
--   @after, @through  accounts' keys: above the first, up to the second
insert into main.author_signals (account_key, is_followed, posts_per_day, is_quiet, may_be_quiet,
                                 affinity_micro, language_micro, voices_micro, voiced_posts,
                                 last_turn_ms)
select account_key, is_followed, posts_per_day, is_quiet, may_be_quiet, affinity_micro,
       language_micro, voices_micro, voiced_posts, last_turn_ms
  from temp.author_signals
 where account_key > @after and account_key <= @through
