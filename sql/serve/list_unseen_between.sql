-- What stood in the home in a stretch of time and waits to be seen still. What is held back now was
-- not met elsewhere either, and stays unseen. The entry's own time counts, not that of its sweep.
--
--   @from_ms  unix ms, included
--   @to_ms    unix ms, not included
select pool.status_key, statuses.uri
  from pool
  join statuses using (status_key)
 where held = 0
   and exists (select 1 from arrivals
                where arrivals.status_key = pool.status_key
                  and removed_at_ms is null
                  and entered_at_ms >= @from_ms and entered_at_ms < @to_ms)
 order by pool.status_key
