-- Home entries that reached us, by the hour in which they entered the home. Parameters come as
-- reals, so the hour is cut to a whole one. `read_back`: those that the home did not hold, and the
-- page of somebody did.
--
--   @from_ms  unix ms, a whole hour
--   @to_ms    unix ms, exclusive
select cast((entered_at_ms - @from_ms) / 3600000 as integer) as hour, count(*) as arrivals,
       sum(how = 'crawl') as read_back
  from arrivals
 where arrived_at_ms >= @from_ms
   and entered_at_ms >= @from_ms
   and entered_at_ms < @to_ms
 group by hour
 order by hour
