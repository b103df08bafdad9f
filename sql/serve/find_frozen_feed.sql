-- The settings an edition was drawn with, as they then stood.
--
--   @edition  the edition's number
select feed_settings
  from editions
 where edition = @edition
