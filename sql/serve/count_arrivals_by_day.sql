-- Arrivals in each stretch of 24 hours before a moment; stretch 0 is the latest.
--
--   @now_ms    unix ms
--   @days      how many stretches, >= 1
--   @day_ms    24 hours, ms
select cast((@now_ms - arrived_at_ms) / @day_ms as integer) as days_ago, count(*) as arrivals
  from arrivals
 where arrived_at_ms > @now_ms - @days * @day_ms and arrived_at_ms <= @now_ms
 group by days_ago
 order by days_ago
