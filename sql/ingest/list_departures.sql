-- Entries that left the home and that the server is to be asked about now, the earliest first;
-- whether each was a boost, and whether the owner mutes or blocks who wrote or boosted it.
--   @login_key  whose home
--   @now_ms     unix ms
--   @later_ms   as far ahead as one may wait, ms: what waits longer was noted by a clock that was
--   @limit      most rows
with refused as (
  select account_key
    from refusals_of_people
   where login_key = @login_key and ended_at_ms is null and (until_ms is null or until_ms > @now_ms)
)
select departures.server_id, booster_key is not null as is_boost,
       author_key in (select account_key from refused)
         or coalesce(booster_key in (select account_key from refused), 0)
         or exists (select 1 from refused_mentions join refused using (account_key)
                     where refused_mentions.status_key = statuses.status_key) as is_refused
  from departures
  left join arrivals using (login_key, server_id)
  left join server_ids using (login_key, server_id)
  join statuses on statuses.status_key = coalesce(arrivals.status_key, server_ids.status_key)
 where login_key = @login_key
   and (left_at_ms <= @now_ms or left_at_ms > @now_ms + @later_ms)
 order by left_at_ms, departures.server_id
 limit @limit
