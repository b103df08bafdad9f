-- Who of the people followed is being heard. Heard: one of their posts was seen or opened. Waiting:
-- they have a post that may be offered. One row for each person who waits, longest unheard first.
--
--   @now_ms    unix ms
with

heard as (
  select author_key, max(exposures.at_ms) as heard_at_ms
    from exposures
    join statuses using (uri_hash)
   where exposures.kind in ('seen', 'opened') and exposures.undone_at_ms is null
     and exposures.at_ms <= @now_ms
   group by author_key
),

waiting as (
  select author_key, min(arrived_ms) as waits_since_ms, count(*) as posts
    from pool
   where held = 0
   group by author_key
)

select distinct accounts.handle, waiting.posts, heard.heard_at_ms,
       @now_ms - coalesce(heard.heard_at_ms, waiting.waits_since_ms) as unheard_ms
  from waiting
  join accounts on accounts.account_key = waiting.author_key
  join follows on follows.account_key = waiting.author_key and follows.ended_at_ms is null
  left join heard using (author_key)
 order by unheard_ms desc, accounts.handle
