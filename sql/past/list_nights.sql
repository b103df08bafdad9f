-- When editions were drawn.
--   @from_ms, @to_ms  from the first up to the second, unix ms
select distinct drawn_at_ms
  from main.editions
 where drawn_at_ms >= @from_ms and drawn_at_ms <= @to_ms
 order by drawn_at_ms
