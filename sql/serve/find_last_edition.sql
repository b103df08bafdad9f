-- The newest edition that was drawn here.
select edition, feed, drawn_at_ms, size
  from editions
 where came_from = 'draw'
 order by drawn_at_ms desc, edition desc
 limit 1
