-- Where the reader stands in an edition.
--
--   @edition   the edition's number
--   @position  1 …
update editions
   set position = @position
 where edition = @edition
