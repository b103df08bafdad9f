-- Candidates whose link was seen in another post already, one that is not deleted since: an export
-- does not hold those.
--
--   @now_ms  the moment, unix ms
update pool
   set story_seen = 1
 where link_key is not null and story_seen = 0
   and link_key in (select link_key
                      from exposures
                      join statuses using (uri_hash)
                     where kind in ('seen', 'opened') and at_ms <= @now_ms
                       and (undone_at_ms is null or undone_at_ms > @now_ms)
                       and deleted_at_ms is null and link_key is not null)
