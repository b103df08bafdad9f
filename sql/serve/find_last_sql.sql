-- The text of a feed's own SQL with which its newest edition was drawn that had any.
--   @feed  its name
select feed_settings ->> '$.sql.text' as sql
  from editions
 where feed = @feed and came_from = 'draw'
   and iif(json_valid(feed_settings), feed_settings ->> '$.sql.text', null) is not null
 order by drawn_at_ms desc, edition desc
 limit 1
