-- The edition that was drawn last, here; or where none was, the last that a recording tells of.
-- Here it goes by its number: a clock that was ahead may have dated an edition into the future.
-- Nearly always it is the last row; an index of what was drawn here would be read to its end.
select coalesce(
         (select edition from editions where +came_from = 'draw' order by edition desc limit 1),
         (select edition from editions order by drawn_at_ms desc, edition desc limit 1)) as edition
