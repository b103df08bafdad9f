-- The edition of a feed that was drawn last, here.
--   @feed  its name
select edition, seed, drawn_at_ms
  from editions
 where feed = @feed and came_from = 'draw'
 order by drawn_at_ms desc, edition desc
 limit 1
