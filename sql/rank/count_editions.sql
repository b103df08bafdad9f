-- How many editions there were up to a moment, how many of the last 28 were opened, and the last
-- draw.
--   @now_ms  unix ms
--
-- The plus keeps SQLite from reading all that was ever seen, for each of them.
select count(*) as editions,
       coalesce(sum(is_opened), 0) as opened,
       coalesce(sum(is_opened) filter (where nth <= 28), 0) as opened_lately,
       count(*) filter (where nth <= 28) as lately,
       coalesce(max(drawn_at_ms), 0) as last_drawn_at_ms
  from (select drawn_at_ms, row_number() over (order by drawn_at_ms desc, edition desc) as nth,
               exists (select 1 from exposures
                        where exposures.edition = editions.edition and kind in ('seen', 'opened')
                          and +at_ms <= @now_ms
                          and (undone_at_ms is null or undone_at_ms > @now_ms)) as is_opened
          from editions
         where drawn_at_ms <= @now_ms)
