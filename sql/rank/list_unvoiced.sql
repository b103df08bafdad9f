-- Candidates that were boosted by somebody whose boosts the owner does not want.
--
--   @now_ms  unix ms
select distinct pool.status_key
  from dials
 cross join accounts on handle = subject
 cross join arrivals on booster_key = account_key
 cross join pool using (status_key)
 where kind = 'account' and word = 'no boosts'
   and said_at_ms <= @now_ms and (until_ms is null or until_ms > @now_ms)
   and arrived_at_ms <= @now_ms and (removed_at_ms is null or removed_at_ms > @now_ms)
