-- How many entries of an edition came by each lane.
--
--   @edition  the edition's number
select lane, count(*) as entries
  from entries
 where edition = @edition
 group by lane
