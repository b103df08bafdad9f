-- The edition of a feed that was drawn last, here; by its number, since a clock that was ahead may
-- have dated an edition into the future.
--   @feed  its name
select edition, seed, drawn_at_ms
  from editions
 where feed = @feed and came_from = 'draw'
 order by edition desc
 limit 1
