-- What the owner did with posts of each tag and each site they saw, × their usual; shrunk by thirty
-- looks. Tags and sites without a look are not here: unknown is × 1. docs/signals.md.
--
--   @now_ms  the moment, unix ms
insert into topic_signals (kind, subject, lift_micro)
with

acts as (
  select uri_hash,
         sum(case kind when 'favourite' then 10 when 'bookmark' then 12 when 'more' then 30
                       when 'less' then -30 else 15 end   -- tenths: integers add up in any order
             * half_micro(@now_ms - at_ms, 60 * 86400000)) as acted_tenths,
         min(at_ms) as at_ms
    from actions
   where at_ms <= @now_ms and (undone_at_ms is null or undone_at_ms > @now_ms) and kind <> 'snooze'
   group by uri_hash
),
looks as materialized (
  select status_key, link_key, half_micro(@now_ms - min(at_ms), 60 * 86400000) as seen_micro,
         coalesce(acted_tenths, 0) as acted_tenths
    from (select uri_hash, at_ms from exposures
           where kind in ('seen', 'opened') and at_ms <= @now_ms
             and (undone_at_ms is null or undone_at_ms > @now_ms)
          union all
          select uri_hash, at_ms from acts)
    left join (select uri_hash, acted_tenths from acts) using (uri_hash)
    join statuses using (uri_hash)
   where deleted_at_ms is null
   group by status_key
),
-- Never below 0, where "less" would lift.
usual as materialized (
  select (max(0, coalesce(sum(acted_tenths), 0)) / 1e7 + 2.0)
         / (coalesce(sum(seen_micro), 0) / 1e6 + 40.0) as acts_per_look
    from looks
),
subjects as (
  select 'tag' as kind, name as subject, acted_tenths, seen_micro
    from looks
    join status_tags using (status_key)
    join tags using (tag_key)
  union all
  select 'site', site, acted_tenths, seen_micro
    from looks
    join links using (link_key)
)

select kind, subject,
       ln_micro(max(0.05, (sum(acted_tenths) / 1e7 + 30.0 * acts_per_look)
                          / (sum(seen_micro) / 1e6 + 30.0) / acts_per_look))
  from subjects
  cross join usual
 group by kind, subject
