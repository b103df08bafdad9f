-- Editions of one name, seed and moment that are here already, with the size they were asked for.
--   @feed, @seed, @drawn_at_ms  its name, its seed, unix ms
select edition, json_extract(feed_settings, '$.size') as size
  from editions
 where feed = @feed and seed = @seed and drawn_at_ms = @drawn_at_ms
