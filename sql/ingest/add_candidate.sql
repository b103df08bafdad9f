-- A status becomes a candidate, unless the reader has seen or acted on it, it is gone, a direct
-- message, or the owner's own. Its boosters are counted.
--   @status_key  which
insert into pool (author_key, status_key, uri_hash, dice_key, born_ms, arrived_ms, reply,
                  mentions_owner, link_key, boosters)
select author_key, status_key, uri_hash, dice_key, born_ms,
       (select min(arrived_at_ms) from arrivals where arrivals.status_key = statuses.status_key),
       reply, mentions_owner, link_key,
       (select count(distinct booster_key)
          from arrivals
         where arrivals.status_key = statuses.status_key
           and removed_at_ms is null
           and booster_key <> author_key)
  from statuses
 where status_key = @status_key
   and deleted_at_ms is null
   and visibility <> 'direct'
   and author_key not in (select owner_key from logins where owner_key is not null)
   and exists (select 1 from arrivals
                where arrivals.status_key = statuses.status_key and removed_at_ms is null)
   and not exists (select 1 from exposures
                    where exposures.uri_hash = statuses.uri_hash
                      and kind in ('seen', 'opened') and undone_at_ms is null)
   and not exists (select 1 from actions
                    where actions.uri_hash = statuses.uri_hash
                      and kind in ('favourite', 'reblog', 'bookmark', 'reply')
                          and undone_at_ms is null)
on conflict do update
   set born_ms = excluded.born_ms, arrived_ms = excluded.arrived_ms, boosters = excluded.boosters,
       link_key = excluded.link_key
