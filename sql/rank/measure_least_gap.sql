-- How far apart a feed is drawn, at the least, by its last three draws and this one; null where
-- there were fewer. What was drawn anew within twenty hours is one.
--   @feed    a name
--   @now_ms  the moment of this one, unix ms
with
drawn as (
  select drawn_at_ms, lead(drawn_at_ms, 1, @now_ms) over (order by drawn_at_ms, edition) as next_ms
    from editions
   where feed = @feed and drawn_at_ms <= @now_ms
),
apart as (
  select lead(drawn_at_ms, 1, @now_ms) over (order by drawn_at_ms) - drawn_at_ms as gap_ms
    from drawn
   where next_ms - drawn_at_ms > 20 * 3600000
   order by drawn_at_ms desc
   limit 3
)
select iif(count(*) < 3, null, min(gap_ms)) as gap_ms from apart
