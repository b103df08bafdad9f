-- The edition that was drawn last, here; or where none was, the last that a recording tells of.
-- Here it goes by its number: a clock that was ahead may have dated an edition into the future.
select edition
  from editions
 order by came_from = 'draw' desc, iif(came_from = 'draw', edition, drawn_at_ms) desc, edition desc
 limit 1
