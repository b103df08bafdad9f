-- Who boosted a status into the home, earliest first. Whose boosts say nothing brought nothing:
-- upkeep/silence_boosters.
--   @status_key  which
--   @now_ms      unix ms
select handle
  from arrivals
  join accounts on accounts.account_key = booster_key
 where status_key = @status_key and arrived_at_ms <= @now_ms
   and (removed_at_ms is null or removed_at_ms > @now_ms)
   and not exists (select 1 from booster_signals
                    where booster_signals.account_key = booster_key and voice_micro = 0)
 group by booster_key
 order by min(arrived_at_ms), handle
