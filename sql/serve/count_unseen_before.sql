-- How many posts stood in the home before a moment and wait to be seen still.
--
--   @to_ms  unix ms, not included
select count(*) as posts
  from candidates
 where held = 0
   and exists (select 1 from arrivals
                where arrivals.status_key = candidates.status_key
                  and removed_at_ms is null and entered_at_ms < @to_ms)
