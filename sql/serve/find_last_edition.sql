-- The newest edition that was drawn here, and how far its turns went.
select edition, feed, drawn_at_ms, size,
       json_extract(report, '$.turnsNeeded') as turns_needed,
       json_extract(report, '$.turnsTaken') as turns_taken,
       json_extract(report, '$.load') as load
  from editions
 where came_from = 'draw'
 order by drawn_at_ms desc, edition desc
 limit 1
