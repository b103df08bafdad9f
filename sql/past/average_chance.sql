-- With what chance an edition of a stretch of time showed a candidate for which no weight spoke, on
-- average of those that were opened.
--   @from_ms, @to_ms  from the first up to the second, unix ms
select coalesce(avg(1.0 * wildcards / candidates), 0.0) as shown
  from (select candidates,
               (select count(*) from main.entries
                 where entries.edition = editions.edition and lane = 'wildcard') as wildcards
          from main.editions
         where drawn_at_ms >= @from_ms and drawn_at_ms <= @to_ms and candidates > 0
           and exists (select 1 from main.exposures
                        where exposures.edition = editions.edition and kind in ('seen', 'opened')
                          and undone_at_ms is null))
