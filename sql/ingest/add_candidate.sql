-- A status becomes a candidate, if it may be one. One that the pool has yet to reach is left to
-- pour_candidates.
--   @status_key  which
insert into pool (author_key, status_key, uri_hash, dice_key, born_ms, arrived_ms, reply,
                  mentions_owner, link_key, boosters)
select author_key, status_key, uri_hash, dice_key, born_ms, arrived_ms, reply, mentions_owner,
       link_key, boosters
  from unseen_statuses
 where status_key = @status_key
   and status_key <= (select through_key from pool_extent)
on conflict do update
   set born_ms = excluded.born_ms, arrived_ms = excluded.arrived_ms, boosters = excluded.boosters,
       link_key = excluded.link_key
