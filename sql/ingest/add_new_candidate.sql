-- A status that came for the first time becomes a candidate, by the rules of add_candidate; what
-- that one has to look up is known here.
--   @status_key, @author_key             which, whose
--   @uri_hash, @dice_key                 both hashes of its name
--   @born_ms, @arrived_ms                age counts from the first; when it reached us; unix ms
--   @reply, @mentions_owner, @link_key   as in statuses
--   @boosters                            1 if somebody but its author boosted it here, else 0
insert into pool (author_key, status_key, uri_hash, dice_key, born_ms, arrived_ms, reply,
                  mentions_owner, link_key, boosters)
select @author_key, @status_key, @uri_hash, @dice_key, @born_ms, @arrived_ms, @reply,
       @mentions_owner, @link_key, @boosters
 where not exists (select 1 from logins where owner_key = @author_key)
   and not exists (select 1 from exposures
                    where uri_hash = @uri_hash
                      and kind in ('seen', 'opened') and undone_at_ms is null)
   and not exists (select 1 from actions
                    where uri_hash = @uri_hash
                      and kind in ('favourite', 'reblog', 'bookmark', 'reply')
                      and undone_at_ms is null)
