-- What the ranker knows of each author with a waiting candidate, and of everyone followed, as of a
-- moment; what was deleted leaves no trace in it, and what never stood in the home none but the
-- owner's acts on it. Sums are of integers, so no order changes them.
-- Formulas: docs/signals.md.
--
--   @now_ms  the moment, unix ms
insert into author_signals (account_key, is_followed, posts_per_day, is_quiet, may_be_quiet,
                            affinity_micro, language_micro, voices_micro, voiced_posts,
                            last_turn_ms)
with

-- Whom it is about.
followed as materialized (
  select account_key from follows
   where since_ms <= @now_ms and (ended_at_ms is null or ended_at_ms > @now_ms)
  union
  -- Until a login's follow list is known, the author of an entry of its home that is no boost is
  -- no stranger.
  select author_key
    from arrivals
   cross join statuses using (status_key)
   where arrivals.login_key in (
           select login_key from logins
            where (follows_complete_at_ms is null or follows_complete_at_ms > @now_ms)
              and not exists (select 1 from follows
                               where follows.login_key = logins.login_key
                                 and since_ms <= @now_ms))
     and booster_key is null and deleted_at_ms is null
  except
  select owner_key from logins where owner_key is not null
),
authors as (
  select author_key as account_key from pool
  union
  select account_key from followed
),
-- Since when, of several logins the earliest; and whether that was after the others: what came of
-- those before they were followed says little of how often they post.
follow as materialized (
  select account_key, min(since_ms) as since_ms,
         min(since_ms) > (select min(since_ms) from follows) + 86400000 as is_later
    from follows
   where since_ms <= @now_ms and (ended_at_ms is null or ended_at_ms > @now_ms)
   group by account_key
),

first_heard as (
  select arrived_at_ms as at_ms
    from arrivals
    join statuses using (status_key)
   where deleted_at_ms is null
   order by arrived_at_ms
   limit 1
),
-- What we know we may have missed is judged by nobody: neither its time counts nor its posts.
missed as materialized (
  select from_ms, min(coalesce(to_ms, @now_ms), @now_ms) as to_ms
    from holes
   where state = 'open' and from_ms < @now_ms
     and coalesce(to_ms, @now_ms) > @now_ms - 28 * 86400000
),
-- Since the first arrival, or further back where the pages of everybody were read back to then.
known_since as (
  select max(@now_ms - 28 * 86400000, coalesce(min(at_ms), @now_ms)) as since_ms
    from (select at_ms from first_heard
          union all
          select from_ms from holes where state = 'crawled' and noticed_at_ms <= @now_ms)
),
-- How long we have listened, up to 28 days.
listening as materialized (
  select max(0.0, @now_ms - since_ms
                  - coalesce((select sum(to_ms - max(from_ms, since_ms)) from missed
                               where to_ms > since_ms), 0)) / 86400000.0 as days
    from known_since
),
-- Rates of 28 days, and of 60 what is old enough to have been boosted. Person by person, so that
-- what is older is passed over; the newest posts do not stand by person yet.
theirs as (
  select status_key
    from accounts
   cross join posts_by_author on author_key = account_key
   where created_at_ms > @now_ms - 60 * 86400000
  union all
  select status_key from statuses where status_key > (select through_key from posts_extent)
),
-- Of a language the first part: "pt" of "pt-BR". Not determined, or of no words, it is none.
came as materialized (
  select author_key as account_key, created_at_ms, born_ms,
         nullif(nullif(nullif(lower(substr(language, 1, instr(language || '-', '-') - 1)), ''),
                             'und'), 'zxx') as language
    from theirs
   cross join statuses using (status_key)
   where created_at_ms > @now_ms - 60 * 86400000 and first_seen_at_ms <= @now_ms
     and deleted_at_ms is null and came_home
),
posted as (
  select account_key,
         count(*) filter (where is_lately) as posts,
         count(distinct iif(is_lately, born_ms / 86400000, null)) as posting_days,
         min(iif(is_lately, born_ms, null)) as first_born_ms,
         count(*) filter (where born_ms <= @now_ms - 6 * 3600000) as voiced_posts
    from (select account_key, born_ms,
                 created_at_ms > @now_ms - 29 * 86400000
                   and born_ms > @now_ms - 28 * 86400000 and born_ms <= @now_ms
                   and not exists (select 1 from missed
                                    where born_ms >= from_ms and born_ms < to_ms) as is_lately
            from came)
   group by account_key
),
-- In which language each writes most.
writing as materialized (
  select account_key, language
    from (select account_key, language,
                 row_number() over (partition by account_key
                                    order by count(*) desc, language) as nth
            from came
           where language is not null
           group by account_key, language)
   where nth = 1
),

-- The owner's acts and looks, each halved every 60 days. Who acts on a post has seen it.
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
looks as (
  select uri_hash, half_micro(@now_ms - min(at_ms), 60 * 86400000) as seen_micro
    from (select uri_hash, at_ms from exposures
           where kind in ('seen', 'opened') and at_ms <= @now_ms
             and (undone_at_ms is null or undone_at_ms > @now_ms)
          union all
          select uri_hash, at_ms from acts)
   group by uri_hash
),
tasted as materialized (
  select author_key as account_key, coalesce(acted_tenths, 0) as acted_tenths, seen_micro,
         nullif(nullif(nullif(lower(substr(language, 1, instr(language || '-', '-') - 1)), ''),
                             'und'), 'zxx') as language
    from looks
    left join acts using (uri_hash)
    join statuses using (uri_hash)
   where deleted_at_ms is null
),
taste as materialized (
  select account_key, sum(acted_tenths) as acted_tenths, sum(seen_micro) as seen_micro
    from tasted
   group by account_key
),
-- Who says less often than they favour has a usual all the same: below 0, "less" would lift.
usual as materialized (
  select (max(0, coalesce(sum(acted_tenths), 0)) / 1e7 + 2.0)
         / (coalesce(sum(seen_micro), 0) / 1e6 + 40.0) as acts_per_look,
         1.0 / sum(seen_micro) as of_all
    from taste
),
-- What is done with posts in a language, × usual, shrunk by thirty looks. The two acts in forty
-- looks that the usual begins with are of each as far as it is seen: or else who acts on nothing
-- would have what they read stand below what they never saw.
taste_of_language as materialized (
  select language,
         max(0.05, (sum(acted_tenths) / 1e7 + 2.0 * sum(seen_micro) * of_all
                     + 30.0 * acts_per_look)
                   / (sum(seen_micro) / 1e6 + 40.0 * sum(seen_micro) * of_all + 30.0)
                   / acts_per_look) as lift
    from tasted
   cross join usual
   where language is not null
   group by language
),
-- What is done with theirs, × usual, shrunk by fifteen looks; and shrunk to what is done with their
-- language, which is said of it as a factor of its own.
felt as materialized (
  select account_key,
         ln_micro(max(0.4, min(3.0,
           (acts + 15.0 * acts_per_look) / (looks + 15.0) / acts_per_look))) as of_theirs,
         ln_micro(max(0.4, min(3.0,
           (acts + 15.0 * acts_per_look * lift) / (looks + 15.0) / acts_per_look)))
           as of_their_like
    from (select account_key, acts_per_look, coalesce(lift, 1.0) as lift,
                 coalesce(acted_tenths, 0) / 1e7 as acts, coalesce(seen_micro, 0) / 1e6 as looks
            from authors
           cross join usual
            left join taste using (account_key)
            left join writing using (account_key)
            left join taste_of_language using (language))
),

-- What the owner's people boosted of whom.
boosted as (
  select author_key as account_key, sum(voice_micro) as voices_micro
    from (select distinct status_key, booster_key
            from arrivals
           where booster_key is not null and arrived_at_ms <= @now_ms
             and arrived_at_ms > @now_ms - 60 * 86400000
             and (removed_at_ms is null or removed_at_ms > @now_ms))
    join statuses using (status_key)
    join booster_signals on booster_signals.account_key = booster_key
   where booster_key <> author_key and born_ms <= @now_ms - 6 * 3600000 and deleted_at_ms is null
   group by author_key
),
-- Whose turn it was, and when: an edition of which nothing was seen ends no wait. They are looked
-- for once: in a rebuilt past, SQLite would read all that was ever seen for each offer.
opened as materialized (
  select distinct edition
    from exposures
   where kind in ('seen', 'opened') and at_ms <= @now_ms
     and (undone_at_ms is null or undone_at_ms > @now_ms)
),
turns as (
  select author_key as account_key, max(offer.at_ms) as last_turn_ms
    from exposures as offer
    join statuses using (uri_hash)
   where offer.kind = 'offered' and offer.at_ms <= @now_ms and offer.at_ms > @now_ms - 60 * 86400000
     and deleted_at_ms is null
     and edition in (select edition from opened)
   group by author_key
)

select account_key,
       account_key in (select account_key from followed),
       (coalesce(posts, 0) + 0.5) / (known_days + 2.0),
       -- At most one day a week. Of the first week (of all, or theirs) nobody knows: who posted on
       -- one day of it at most may be quiet, and is not kept waiting.
       known_days >= 7 and coalesce(posting_days, 0) <= days / 7.0,
       known_days < 7 and coalesce(posting_days, 0) <= 1,
       of_theirs,
       of_their_like - of_theirs,
       coalesce(boosted.voices_micro, 0),
       coalesce(voiced_posts, 0),
       -- Nobody is owed anything of before they were followed, the last time, or listened to.
       coalesce(max(coalesce(last_turn_ms, 0), followed_since_ms), last_turn_ms,
                known_since.since_ms)
  from (select account_key, posts, posting_days, voiced_posts, since_ms as followed_since_ms, days,
               -- Of theirs: we have listened to them no longer than they are followed, or heard.
               iif(is_later,
                   min(days, (@now_ms - min(since_ms, coalesce(first_born_ms, since_ms)))
                               / 86400000.0),
                   days) as known_days
          from authors
         cross join listening
          left join follow using (account_key)
          left join posted using (account_key))
  cross join known_since
  left join felt using (account_key)
  left join boosted using (account_key)
  left join turns using (account_key)
