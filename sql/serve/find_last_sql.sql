-- The text of a feed's own SQL with which its newest edition was drawn that had any.
--   @feed  its name
select json_extract(feed_settings, '$.sql.text') as sql
  from editions
 where feed = @feed and came_from = 'draw'
   and json_extract(feed_settings, '$.sql.text') is not null
 order by drawn_at_ms desc, edition desc
 limit 1
