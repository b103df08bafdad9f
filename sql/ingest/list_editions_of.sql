-- Editions of one name, seed and moment that are here already, with the size they were asked for,
-- the oldest first.
--   @feed, @seed, @drawn_at_ms  its name, its seed, unix ms
select edition, iif(json_valid(feed_settings), feed_settings ->> '$.size', size) as size, came_from
  from editions
 where feed = @feed and seed = @seed and drawn_at_ms = @drawn_at_ms
 order by edition
