-- The newest edition that was drawn here, and how far its turns went. The newest is so
-- by its number: a clock that was ahead may have dated an edition into the future.
with
last as (
  select edition, feed, drawn_at_ms, size, iif(json_valid(report), report, '{}') as report
    from editions
   where came_from = 'draw'
   order by edition desc
   limit 1
)
select edition, feed, drawn_at_ms, size,
       json_extract(report, '$.turnsNeeded') as turns_needed,
       json_extract(report, '$.turnsRoom') as turns_room,
       json_extract(report, '$.turnsTaken') as turns_taken,
       json_extract(report, '$.load') as load
  from last
