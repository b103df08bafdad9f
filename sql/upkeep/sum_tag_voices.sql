-- How often the owner's people boost what has the tags and the site of each candidate, × the usual:
-- the voices of such posts over those that as many posts have, the candidate itself left out, each
-- tag and site shrunk by twenty posts; then the mean of the logarithms. Of people followed alone:
-- what is not boosted of a stranger never comes here. docs/signals.md.
--
--   @now_ms  the moment, unix ms
with

boosted as materialized (
  select status_key, sum(voice_micro) as voices_micro
    from (select distinct status_key, booster_key
            from arrivals
           where booster_key is not null and arrived_at_ms <= @now_ms
             and arrived_at_ms > @now_ms - 60 * 86400000
             and (removed_at_ms is null or removed_at_ms > @now_ms))
    join statuses using (status_key)
    join booster_signals on booster_signals.account_key = booster_key
   where booster_key <> author_key
   group by status_key
),

-- What is old enough to have been boosted, of sixty days: person by person, so that what is older
-- is passed over; the newest posts do not stand by person yet.
theirs as (
  select status_key
    from author_signals
   cross join posts_by_author on author_key = account_key
   where is_followed and created_at_ms > @now_ms - 60 * 86400000
  union all
  select status_key from statuses where status_key > (select through_key from posts_extent)
),
voiced as materialized (
  select status_key, link_key, coalesce(boosted.voices_micro, 0) as voices_micro
    from theirs
   cross join statuses using (status_key)
   cross join author_signals on account_key = author_key
    left join boosted using (status_key)
   where is_followed and created_at_ms > @now_ms - 60 * 86400000
     and born_ms <= @now_ms - 6 * 3600000 and first_seen_at_ms <= @now_ms
     and deleted_at_ms is null and came_home
),
-- Voices of a post; and how many twenty posts count for, where those of a subject tell little yet:
-- of a home that hardly boosts they are one in fifty posts at the least.
usual as materialized (
  select voices, 20.0 * max(0.02, voices) as prior
    from (select coalesce(sum(voices_micro), 0) / 1e6 / max(1, count(*)) as voices from voiced)
),
by_tag as materialized (
  select tag_key, sum(voices_micro) as voices_micro, count(*) as posts
    from voiced
   cross join status_tags using (status_key)
   group by tag_key
),
by_site as materialized (
  select site, sum(voices_micro) as voices_micro, count(*) as posts
    from voiced
   cross join links using (link_key)
   group by site
),

-- Each candidate with each of its tags and sites, itself left out.
subject as (
  select author_key, status_key, by_tag.voices_micro, by_tag.posts
    from pool
   cross join status_tags using (status_key)
    left join by_tag using (tag_key)
  union all
  select author_key, status_key, by_site.voices_micro, by_site.posts
    from pool
   cross join links using (link_key)
    left join by_site using (site)
),
others as (
  select author_key, status_key,
         coalesce(subject.voices_micro - coalesce(own.voices_micro, 0), 0) / 1e6 as voices,
         coalesce(posts - (own.status_key is not null), 0) as posts
    from subject
    left join voiced as own using (status_key)
),
judged as (
  select author_key, status_key,
         -- × 0.4 … 2.5
         cast(round(max(-916291, min(916291,
           sum(ln_micro((others.voices + prior) / (posts * usual.voices + prior))) / count(*))))
           as integer) as tag_regard_micro
    from others
    cross join usual
   group by author_key, status_key
)

update pool
   set tag_regard_micro = judged.tag_regard_micro
  from judged
 where pool.author_key = judged.author_key and pool.status_key = judged.status_key
   and pool.tag_regard_micro <> judged.tag_regard_micro
