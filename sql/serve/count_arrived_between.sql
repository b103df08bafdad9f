-- How many home entries reached us after one moment and until another.
--
--   @since_ms, @until_ms  unix ms
select count(*) as arrivals
  from arrivals
 where arrived_at_ms > @since_ms
   and arrived_at_ms <= @until_ms
