-- The edition that was drawn last.
select edition
  from editions
 order by drawn_at_ms desc, edition desc
 limit 1
