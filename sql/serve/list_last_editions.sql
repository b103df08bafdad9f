-- The newest edition that was drawn here of each feed; and where its own SQL failed then, why, and
-- with what it was drawn instead. The newest is so by its number: a clock that was ahead may have
-- dated an edition into the future. From one feed's name to the next by the index, so that it costs
-- what the feeds are, not what was ever drawn.
with recursive
drawn as (
  select min(feed) as feed from editions where came_from = 'draw'
  union all
  select (select min(feed) from editions where came_from = 'draw' and feed > drawn.feed)
    from drawn
   where feed is not null
)
select feed, edition, drawn_at_ms, size,
       iif(json_valid(report), report, '{}') ->> '$.instead.why' as failed_because,
       iif(json_valid(report), report, '{}') ->> '$.instead.drawnWith' as drawn_with
  from drawn
  join editions using (feed)
 where edition = (select max(edition)
                    from editions as of_feed
                   where of_feed.feed = drawn.feed and came_from = 'draw')
 order by feed
