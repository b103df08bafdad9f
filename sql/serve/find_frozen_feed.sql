-- The settings an edition was drawn with, as they then stood; none where a bad disk changed them.
--
--   @edition  the edition's number
select iif(json_valid(feed_settings), feed_settings, '{}') as feed_settings
  from editions
 where edition = @edition
