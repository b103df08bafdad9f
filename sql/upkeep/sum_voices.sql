-- What the boosters of each candidate say together, as of a moment.
--
--   @now_ms  the moment, unix ms
update pool
   set voices_micro = summed.voices_micro
  from (
    select status_key, sum(voice_micro) as voices_micro
      from (select distinct status_key, booster_key
              from arrivals
             where booster_key is not null and arrived_at_ms <= @now_ms
               and (removed_at_ms is null or removed_at_ms > @now_ms))
      join booster_signals on booster_signals.account_key = booster_key
      join statuses using (status_key)
     where booster_key <> author_key
     group by status_key
  ) as summed
 where pool.status_key = summed.status_key and pool.voices_micro <> summed.voices_micro
