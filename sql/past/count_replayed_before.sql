-- How many of an edition's places went to what the feed had offered before in its replay.
--   @feed, @edition  whose
select count(*) as repeats
  from temp.replayed_exposures as place
 where feed = @feed and edition = @edition and kind = 'offered'
   and exists (select 1 from temp.replayed_exposures as before
                where before.feed = @feed and before.uri_hash = place.uri_hash
                  and before.edition < @edition)
