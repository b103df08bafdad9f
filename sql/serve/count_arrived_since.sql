-- How many home entries reached us after a moment, as far as it is worth counting: an edition of
-- last year has the whole year after it.
--
--   @since_ms  unix ms
--   @most      at least 1
select count(*) as arrivals
  from (select 1
          from arrivals
         where arrived_at_ms > @since_ms
           and removed_at_ms is null
         limit @most)
