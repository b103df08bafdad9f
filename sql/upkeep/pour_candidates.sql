-- Candidates that came since the last time go into the pool, in its order: each of its pages is
-- written once. upkeep/extend_pool says that they stand in it.
--
--   @through_key  of statuses: up to this one
insert into pool (author_key, status_key, uri_hash, dice_key, born_ms, arrived_ms, reply,
                  mentions_owner, link_key, boosters)
select author_key, status_key, uri_hash, dice_key, born_ms, arrived_ms, reply, mentions_owner,
       link_key, boosters
  from unseen_statuses
 where status_key > (select through_key from pool_extent) and status_key <= @through_key
 order by author_key, status_key
