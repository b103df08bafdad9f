-- The latest editions of a feed, the last first.
--
--   @feed   its name
--   @limit  most editions
select edition
  from editions
 where feed = @feed
 order by drawn_at_ms desc, edition desc
 limit @limit
