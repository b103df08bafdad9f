-- The text and the counts of a status as they were at a moment, and its author. A version was the
-- text until it was replaced; counts are those of the last snapshot up to the moment, else the
-- first that are known after it.
--   @status_key  which
--   @at_ms       unix ms
select coalesce((select cast(versions.body as text) from versions
                  where versions.status_key = statuses.status_key and replaced_at_ms > @at_ms
                  order by replaced_at_ms limit 1),
                (select cast(payloads.body as text) from payloads
                    where payloads.status_key = statuses.status_key)) as body,
       profile,
       iif(counts_at_ms <= @at_ms, favourites,
           coalesce((select favourites from snapshots
                      where snapshots.status_key = statuses.status_key
                        and observed_at_ms <= @at_ms order by observed_at_ms desc limit 1),
                    (select favourites from snapshots
                      where snapshots.status_key = statuses.status_key
                      order by observed_at_ms limit 1),
                    favourites)) as favourites,
       iif(counts_at_ms <= @at_ms, boosts,
           coalesce((select boosts from snapshots
                      where snapshots.status_key = statuses.status_key
                        and observed_at_ms <= @at_ms order by observed_at_ms desc limit 1),
                    (select boosts from snapshots
                      where snapshots.status_key = statuses.status_key
                      order by observed_at_ms limit 1),
                    boosts)) as boosts,
       iif(counts_at_ms <= @at_ms, replies,
           coalesce((select replies from snapshots
                      where snapshots.status_key = statuses.status_key
                        and observed_at_ms <= @at_ms order by observed_at_ms desc limit 1),
                    (select replies from snapshots
                      where snapshots.status_key = statuses.status_key
                      order by observed_at_ms limit 1),
                    replies)) as replies
  from statuses
  join accounts on account_key = author_key
 where status_key = @status_key
