-- Of how many people who are followed the stream brought something after what stands at the top of
-- the home: posts and boosts that were neither deleted nor taken back.
--   @login_key     whose home
--   @entered_ms    when the newest entry of the home entered it, unix ms
--   @said_by_ms    what came later may have entered since the home was asked for, unix ms
--
-- The plus keeps SQLite from reading all that the login ever received: the index by time is meant.
select count(distinct coalesce(booster_key, author_key)) as people
  from arrivals
  join statuses using (status_key)
 where +arrivals.login_key = @login_key
   and arrived_at_ms > @entered_ms and arrived_at_ms <= @said_by_ms
   and entered_at_ms > @entered_ms
   and how = 'stream' and removed_at_ms is null and deleted_at_ms is null
   and exists (select 1 from follows
                where follows.login_key = @login_key and follows.ended_at_ms is null
                  and follows.account_key = coalesce(arrivals.booster_key, statuses.author_key))
