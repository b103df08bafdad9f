-- Who says "more like this" or "less like this" of a post has seen it: it never comes again either.
drop view unseen_statuses;
create view unseen_statuses as
select author_key, status_key, uri_hash, dice_key, born_ms,
       (select min(arrived_at_ms) from arrivals
         where arrivals.status_key = statuses.status_key) as arrived_ms,
       reply, mentions_owner, link_key,
       (select count(distinct booster_key)
          from arrivals
         where arrivals.status_key = statuses.status_key
           and removed_at_ms is null
           and booster_key <> author_key) as boosters
  from statuses
 where deleted_at_ms is null
   and visibility <> 'direct'
   and author_key not in (select owner_key from logins where owner_key is not null)
   and exists (select 1 from arrivals
                where arrivals.status_key = statuses.status_key and removed_at_ms is null)
   and not exists (select 1 from exposures
                    where exposures.uri_hash = statuses.uri_hash
                      and kind in ('seen', 'opened') and undone_at_ms is null)
   and not exists (select 1 from actions
                    where actions.uri_hash = statuses.uri_hash
                      and kind <> 'snooze' and undone_at_ms is null);

delete from pool
 where uri_hash in (select uri_hash from actions
                     where kind in ('more', 'less') and undone_at_ms is null);
