-- How many candidates there were as of the moment of the replay that a feed had not offered in it.
--   @feed  its name
select count(*) as candidates
  from temp.pool
 where held = 0
   and not exists (select 1 from temp.replayed_exposures as offer
                    where offer.feed = @feed and offer.uri_hash = pool.uri_hash)
