-- How many home entries reached us after a moment.
--
--   @since_ms  unix ms
select count(*) as arrivals
  from arrivals
 where arrived_at_ms > @since_ms
   and removed_at_ms is null
