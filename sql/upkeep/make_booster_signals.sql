-- How much a boost of each person says: one who boosts twenty a day is a sixth of a voice, one
-- whose boosts the owner acts on up to twice. Who says nothing is here already: silence_boosters.
-- docs/signals.md.
--
--   @now_ms  the moment, unix ms
insert into booster_signals (account_key, voice_micro)
with

-- One that reached two homes, or was taken back and made again, is one.
boosts as materialized (
  select distinct booster_key, uri_hash
    from arrivals
    join statuses using (status_key)
   where booster_key is not null and booster_key <> author_key and deleted_at_ms is null
     and arrived_at_ms <= @now_ms and arrived_at_ms > @now_ms - 28 * 86400000
),
first_heard as (
  select arrived_at_ms as at_ms
    from arrivals
    join statuses using (status_key)
   where deleted_at_ms is null
   order by arrived_at_ms
   limit 1
),
listening as materialized (
  select max(1.0, min(@now_ms - coalesce((select at_ms from first_heard), @now_ms),
                      28 * 86400000) / 86400000.0) as days
),
acted as materialized (
  select distinct uri_hash from actions
    join statuses using (uri_hash)
   where deleted_at_ms is null and at_ms <= @now_ms
     and (undone_at_ms is null or undone_at_ms > @now_ms)
     and kind not in ('less', 'snooze')
),
seen as materialized (
  select uri_hash from exposures
    join statuses using (uri_hash)
   where deleted_at_ms is null and kind in ('seen', 'opened')
     and at_ms <= @now_ms and (undone_at_ms is null or undone_at_ms > @now_ms)
  union
  select uri_hash from acted
),
usual as materialized (
  select ((select count(*) from acted) + 2.0)
         / ((select count(*) from seen) + 40.0) as acts_per_look
),
per_booster as (
  select booster_key, count(*) as boosts,
         count(acted.uri_hash) as acted, count(seen.uri_hash) as seen
    from boosts
    left join acted using (uri_hash)
    left join seen using (uri_hash)
   group by booster_key
)

select booster_key,
       cast(round(1e6 / (1.0 + boosts / listening.days / 4.0)
         * max(0.5, min(2.0,
             (acted + 10.0 * acts_per_look) / (seen + 10.0) / acts_per_look))) as integer)
  from per_booster
  cross join listening
  cross join usual
 where booster_key not in (select account_key from booster_signals)
