-- When the reader last saw anything before a moment.
--
--   @before_ms  unix ms
select max(at_ms) as at_ms
  from exposures
 where kind = 'seen'
   and at_ms < @before_ms
   and undone_at_ms is null
