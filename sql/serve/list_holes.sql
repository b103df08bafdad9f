-- Holes that touch a stretch of time.
--
--   @from_ms  unix ms
--   @to_ms    unix ms, exclusive
select from_ms, to_ms, state, recovered, detail
  from holes
 where from_ms < @to_ms
   and (to_ms is null or to_ms > @from_ms)
 order by from_ms
