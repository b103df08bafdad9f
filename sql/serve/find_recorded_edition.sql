-- What an edition was drawn with.
--   @edition  its number
select feed, seed, json_extract(feed_settings, '$.size') as size
  from editions
 where edition = @edition
