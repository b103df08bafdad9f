-- Where an edition held a status last.
--
--   @uri_hash  64 bits of its uri
select edition, position, lane,
       (select count(*) from entries as others where others.edition = entries.edition) as entries
  from entries
 where uri_hash = @uri_hash
 order by edition desc
 limit 1
