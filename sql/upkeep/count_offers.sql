-- How often each candidate was offered in an edition that was opened, and how many opened editions
-- there must have been before it is offered again: spaced 1, 2, 4, 8. Nothing seen: nothing spent.
--
--   @now_ms  the moment, unix ms
--
-- The plus keeps SQLite from reading all that was ever seen, for each edition.
update pool
   set offers = counted.offers, rests_until = counted.rests_until
  from (
    with
    opened as materialized (
      select edition, row_number() over (order by drawn_at_ms, edition) as nth
        from editions
       where drawn_at_ms <= @now_ms
         and exists (select 1 from exposures
                      where exposures.edition = editions.edition and kind in ('seen', 'opened')
                        and +at_ms <= @now_ms and (undone_at_ms is null or undone_at_ms > @now_ms))
    ),
    offered as (
      select uri_hash, count(distinct edition) as offers, max(nth) as last_nth
        from exposures
        join opened using (edition)
       where kind = 'offered' and at_ms <= @now_ms
         and (undone_at_ms is null or undone_at_ms > @now_ms)
       group by uri_hash
    )
    select uri_hash, offers, last_nth - 1 + (1 << (min(offers, 4) - 1)) as rests_until
      from offered
  ) as counted
 where pool.uri_hash = counted.uri_hash
   and (pool.offers <> counted.offers or pool.rests_until <> counted.rests_until)
