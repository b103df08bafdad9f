-- Who boosted a status into the home, earliest first. Whose boosts the owner does not want brought
-- nothing.
--   @status_key  which
--   @now_ms      unix ms
select handle
  from arrivals
  join accounts on accounts.account_key = booster_key
 where status_key = @status_key and arrived_at_ms <= @now_ms
   and (removed_at_ms is null or removed_at_ms > @now_ms)
   and not exists (select 1 from dials
                    where kind = 'account' and subject = handle and word = 'no boosts'
                      and said_at_ms <= @now_ms and (until_ms is null or until_ms > @now_ms))
 group by booster_key
 order by min(arrived_at_ms), handle
