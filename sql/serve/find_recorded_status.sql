-- The text and the counts of a status as they were at a moment, and its author. A version was the
-- text until it was replaced; counts are those of the last snapshot up to the moment, else the
-- first that are known after it.
--   @status_key  which
--   @at_ms       unix ms
with told as (
  select favourites, boosts, replies
    from snapshots
   where status_key = @status_key
   order by observed_at_ms > @at_ms, abs(observed_at_ms - @at_ms)
   limit 1
)
select coalesce((select iif(codec > 0, unpacked(versions.body, dictionaries.body), versions.body)
                   from versions
                   left join dictionaries using (dictionary_key)
                  where versions.status_key = statuses.status_key and replaced_at_ms > @at_ms
                  order by replaced_at_ms limit 1),
                (select iif(codec > 0, unpacked(payloads.body, dictionaries.body), payloads.body)
                   from payloads
                   left join dictionaries using (dictionary_key)
                  where payloads.status_key = statuses.status_key)) as body,
       profile,
       iif(counts_at_ms <= @at_ms, statuses.favourites,
           coalesce(told.favourites, statuses.favourites)) as favourites,
       iif(counts_at_ms <= @at_ms, statuses.boosts,
           coalesce(told.boosts, statuses.boosts)) as boosts,
       iif(counts_at_ms <= @at_ms, statuses.replies,
           coalesce(told.replies, statuses.replies)) as replies
  from statuses
  join accounts on account_key = author_key
  left join told
 where status_key = @status_key
