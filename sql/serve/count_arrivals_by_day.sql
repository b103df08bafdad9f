-- Arrivals in each stretch of 24 hours before a moment, by when they entered the home: what a first
-- sweep or a crawl brings at once came in the days before. Stretch 0 is the latest.
--
--   @now_ms    unix ms
--   @days      how many stretches, >= 1
--   @day_ms    24 hours, ms
select cast((@now_ms - entered_at_ms) / @day_ms as integer) as days_ago, count(*) as arrivals
  from arrivals
 where arrived_at_ms > @now_ms - @days * @day_ms
   and entered_at_ms > @now_ms - @days * @day_ms
   and entered_at_ms <= @now_ms
 group by days_ago
 order by days_ago
