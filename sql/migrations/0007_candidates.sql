-- Candidates are written into the pool in bulk, by author, not as they come: each would touch a page
-- of it of its own. Those above `through_key` wait for that, and are read from `statuses` meanwhile.
create table pool_extent (
  through_key      integer not null               -- of `statuses`: up to here they stand in the pool
) strict;

insert into pool_extent select coalesce(max(status_key), 0) from statuses;

-- What the reader has neither seen nor acted on, what stands in the home, is not a direct message and
-- not the owner's own. Its boosters are counted.
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
                      and kind in ('favourite', 'reblog', 'bookmark', 'reply')
                      and undone_at_ms is null);

-- Every candidate, in the pool or not yet.
create view candidates as
select author_key, status_key, uri_hash, born_ms, arrived_ms, boosters, offers, held
  from pool
 union all
select author_key, status_key, uri_hash, born_ms, arrived_ms, boosters, 0, 0
  from unseen_statuses
 where status_key > (select through_key from pool_extent);

drop view candidate_statuses;
create view candidate_statuses as
select candidates.status_key, statuses.uri, accounts.handle as author, accounts.display_name,
       statuses.created_at_ms, candidates.born_ms, candidates.arrived_ms, statuses.language,
       statuses.visibility, statuses.length, statuses.media, statuses.has_warning, statuses.reply,
       statuses.mentions_owner, statuses.favourites, statuses.boosts, statuses.replies,
       candidates.boosters, candidates.offers
  from candidates
  join statuses using (status_key)
  join accounts on accounts.account_key = candidates.author_key;
