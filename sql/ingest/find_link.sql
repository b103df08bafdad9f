-- A link by its address.
--   @url  normalised
select link_key from links where url = @url
