-- The newest edition that was drawn here of each feed; and where its own SQL failed then, why, and
-- with what it was drawn instead. The newest is so
-- by its number: a clock that was ahead may have dated an edition into the future.
select feed, max(edition) as edition, drawn_at_ms, size,
       json_extract(report, '$.instead.why') as failed_because,
       json_extract(report, '$.instead.drawnWith') as drawn_with
  from editions
 where came_from = 'draw'
 group by feed
 order by feed
