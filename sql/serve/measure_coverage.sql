-- Who of the people followed is being heard. Heard: one of their posts was seen or opened. Waiting:
-- they have a post that may be offered. One row for each person followed, longest unheard first.
-- Where no follow was ever recorded, every author of an entry that is no boost counts as followed.
--
--   @now_ms    unix ms
with

followed as (
  select account_key from follows
   where since_ms <= @now_ms and (ended_at_ms is null or ended_at_ms > @now_ms)
  union
  select statuses.author_key
    from arrivals
    join statuses using (status_key)
   where arrivals.booster_key is null
     and not exists (select 1 from follows where since_ms <= @now_ms)
),

heard as (
  select author_key, max(exposures.at_ms) as heard_at_ms
    from exposures
    join statuses using (uri_hash)
   where kind in ('seen', 'opened') and at_ms <= @now_ms
     and (undone_at_ms is null or undone_at_ms > @now_ms)
   group by author_key
),

waiting as (
  select author_key, min(arrived_ms) as waits_since_ms, count(*) as posts
    from candidates
   where held = 0
   group by author_key
)

select accounts.handle, coalesce(waiting.posts, 0) as posts, heard.heard_at_ms,
       @now_ms - coalesce(heard.heard_at_ms, waiting.waits_since_ms, @now_ms) as unheard_ms
  from followed
  join accounts using (account_key)
  left join waiting on waiting.author_key = followed.account_key
  left join heard on heard.author_key = followed.account_key
 order by unheard_ms desc, accounts.handle
