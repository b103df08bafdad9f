-- What was frozen with the entries of an edition, in their order.
--   @edition  its number
select iif(json_valid(signals), signals, '{}') as signals
  from entries
 where edition = @edition
 order by position
