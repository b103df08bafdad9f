-- Candidates whose link was seen in another post already, one of the same thirty days that is not
-- deleted since: what is older is another story, and an export does not hold the deleted.
--
--   @now_ms  the moment, unix ms
with seen as materialized (
  select status_key, link_key
    from exposures
    join statuses using (uri_hash)
   where kind in ('seen', 'opened') and at_ms <= @now_ms
     and (undone_at_ms is null or undone_at_ms > @now_ms)
     and deleted_at_ms is null and link_key is not null
)
update pool
   set story_seen = 1
 where link_key in (select link_key from seen) and story_seen = 0
   and exists (select 1 from statuses as other
                where other.link_key = pool.link_key and other.status_key <> pool.status_key
                  and other.born_ms between pool.born_ms - 30 * 86400000
                                        and pool.born_ms + 30 * 86400000
                  and other.status_key in (select status_key from seen))
