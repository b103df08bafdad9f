-- What an edition was drawn with.
--   @edition  its number
select feed, seed,
       iif(json_valid(feed_settings), feed_settings ->> '$.size', size) as size
  from editions
 where edition = @edition
