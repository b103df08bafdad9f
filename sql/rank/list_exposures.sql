-- What the reader had of a status, first come first.
--   @uri_hash  64 bits
select kind, at_ms, via, edition
  from exposures
 where uri_hash = @uri_hash and undone_at_ms is null
 order by at_ms, exposure_key
