-- A tag by its name.
--   @name  NFKC, lower case, no #
select tag_key from tags where name = @name
