-- The newest edition that was drawn here of each feed.
select feed, edition, max(drawn_at_ms) as drawn_at_ms, size
  from editions
 where came_from = 'draw'
 group by feed
 order by feed
