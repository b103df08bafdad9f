-- Holes that touch a stretch of time, and how far they are filled.
--
--   @from_ms  unix ms
--   @to_ms    unix ms, exclusive
select from_ms, to_ms, state, recovered, unproven,
       (select count(*) from crawl_turns where crawl_turns.hole_key = holes.hole_key) as turns,
       (select count(*) from crawl_turns
         where crawl_turns.hole_key = holes.hole_key
           and outcome not in ('unasked', 'waiting')) as settled
  from holes
 where from_ms < @to_ms
   and (to_ms is null or to_ms > @from_ms)
 order by from_ms
