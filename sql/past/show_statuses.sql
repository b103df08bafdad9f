-- The posts that were known as of the moment of the replay, with the counts that were observed by
-- then. What was deleted at any time is left out by those who read this; an edited text is the
-- latest one, because what the ranker reads of it is not kept of earlier ones.
create temp view statuses as
select status_key, uri, uri_hash, dice_key, author_key, created_at_ms, first_seen_at_ms, born_ms,
       iif(edited_at_ms <= as_of_ms(), edited_at_ms, null) as edited_at_ms,
       deleted_at_ms, iif(pruned_at_ms <= as_of_ms(), pruned_at_ms, null) as pruned_at_ms,
       visibility, language, reply, reply_to_id, mentions_owner, has_warning, media,
       length, link_key,
       coalesce((select favourites from main.snapshots
                  where snapshots.status_key = known.status_key and observed_at_ms <= as_of_ms()
                  order by observed_at_ms desc limit 1), 0) as favourites,
       coalesce((select boosts from main.snapshots
                  where snapshots.status_key = known.status_key and observed_at_ms <= as_of_ms()
                  order by observed_at_ms desc limit 1), 0) as boosts,
       coalesce((select replies from main.snapshots
                  where snapshots.status_key = known.status_key and observed_at_ms <= as_of_ms()
                  order by observed_at_ms desc limit 1), 0) as replies,
       coalesce((select max(observed_at_ms) from main.snapshots
                  where snapshots.status_key = known.status_key
                    and observed_at_ms <= as_of_ms()), 0) as counts_at_ms,
       came_home and exists (select 1 from main.arrivals
                              where arrivals.status_key = known.status_key
                                and arrived_at_ms <= as_of_ms()) as came_home
  from main.statuses as known
 where first_seen_at_ms <= as_of_ms()
