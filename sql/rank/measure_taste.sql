-- What the owner's acts and looks make of a status's author, tags and site now: the factors that
-- make_author_signals and make_topic_signals would give them at the next draw. A test holds them to
-- that.
--   @status_key  which
--   @now_ms      the moment, unix ms
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
  select status_key, author_key, link_key,
         half_micro(@now_ms - min(at_ms), 60 * 86400000) as seen_micro,
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
usual as materialized (
  select (max(0, coalesce(sum(acted_tenths), 0)) / 1e7 + 2.0)
         / (coalesce(sum(seen_micro), 0) / 1e6 + 40.0) as acts_per_look
    from looks
),
subjects as (
  select 'account' as kind, accounts.handle as subject, acted_tenths, seen_micro
    from statuses as asked
    join accounts on account_key = asked.author_key
    join looks on looks.author_key = asked.author_key
   where asked.status_key = @status_key
  union all
  select 'tag', name, acted_tenths, seen_micro
    from status_tags as asked
    join tags using (tag_key)
    join status_tags as others using (tag_key)
    join looks on looks.status_key = others.status_key
   where asked.status_key = @status_key
  union all
  select 'site', site, acted_tenths, seen_micro
    from statuses as asked
    join links as own on own.link_key = asked.link_key
    join links as others using (site)
    join looks on looks.link_key = others.link_key
   where asked.status_key = @status_key
)
select kind, subject,
       iif(kind = 'account',
           ln_micro(max(0.4, min(3.0,
             (sum(acted_tenths) / 1e7 + 15.0 * acts_per_look)
             / (sum(seen_micro) / 1e6 + 15.0) / acts_per_look))),
           ln_micro(max(0.05, (sum(acted_tenths) / 1e7 + 30.0 * acts_per_look)
                              / (sum(seen_micro) / 1e6 + 30.0) / acts_per_look))) as micro
  from subjects
  cross join usual
 group by kind, subject
