-- The ranker, top to bottom: every candidate the reader has not seen, a factor for each signal,
-- their product, a shuffle by weight, and from it five sections: the *front*, the best of each
-- author who waits for a turn, the best of each whom the owner always wants, what leaves the store,
-- and a few by pure chance; with them where their threads begin. rank/choose.ts lays an edition out
-- of them. One more is what `explain` asks about, wherever it stands.
--
-- A factor is an integer, the millionths of its natural logarithm (0 is × 1), so the score is an
-- exact sum whatever the order, on any machine. `ln_micro` makes one, and `draw_key` throws the dice
-- (src/store/sqlite.ts registers both). Formulas and bounds: docs/signals.md. In the pool, `standing`
-- is the percentile among the author's own posts; `regard` here is the author's standing.
--
--   @now_ms                          the moment of the draw, unix ms
--   @since_ms                        what reached us before this is no candidate, unix ms
--   @opened                          how many editions were opened up to now
--   @first, @second                  the seed in two words; @wild_first, @wild_second: another pair
--   @temperature                     T of weight = score^(1/T), > 0
--   @front, @wildcards               most rows of the first and of the last section
--   @as_it_came                      1: the newest first, whatever the score; 0: the dice
--   @filtered                        1: feed_refusals says what the feed's filters leave out
--   @asked                           a status that is asked about, wherever it stands; or null
--   @own                             1: feed_rows says what the owner's own SQL chose
--   @own_percentile … @dial          the exponent of each factor, the feed's × what the owner's acts
--                                    say of it: 1 as published, 0 off, below 0 the other way round
with

-- How many voices a post has, usually: of authors of like following, within × 2, shrunk by fifty
-- posts to that of all, so that fame is no merit. Strangers tell nothing of it: what is not boosted
-- of theirs never comes here. A person's own voices are shrunk by one in fifty posts at the least.
of_like_following as materialized (
  select cast(ln_micro(followers + 1) / 693147 as integer) as following,
         sum(voices_micro) as voices_micro, sum(voiced_posts) as posts
    from author_signals
    join accounts using (account_key)
   where is_followed
   group by following
),
of_all as (
  select sum(voices_micro) / 1e6 / max(1, sum(posts)) as voices from of_like_following
),
usual as materialized (
  select following, voices, 5.0 * max(0.02, voices) as prior,
         max(0.02, voices) / max(0.02, voices_of_all) as fame
    from (select following, of_all.voices as voices_of_all,
                 (voices_micro / 1e6 + 50.0 * of_all.voices) / (posts + 50.0) as voices
            from of_like_following
           cross join of_all)
),

-- Whose best the owner wants in every edition.
wanted as materialized (
  select account_key
    from dials
    join accounts on handle = subject
   where kind = 'account' and word = 'always'
     and said_at_ms <= @now_ms and (until_ms is null or until_ms > @now_ms)
),

-- What the owner put off until a day that has come, and has not seen since.
back as materialized (
  select status_key from acts where kind = 'snooze' and at_ms <= @now_ms and until_ms <= @now_ms
),

-- How many days ago the reader had an edition that was opened since.
opened_day as materialized (
  select distinct cast((@now_ms - drawn_at_ms) / 86400000.0 + 0.5 as integer) as days_ago
    from opened_editions
   where drawn_at_ms <= @now_ms and opened_at_ms <= @now_ms
),
whole_day as (
  select 0 as days
  union all
  select days + 1 from whole_day
   where days < (@now_ms - (select min(arrived_ms) from pool)) / 86400000
),
-- How old what reached us so many whole days ago counts: a day between two editions that the reader
-- opened counts a quarter where nothing was read on it. Whoever was away has missed it as well as
-- today's.
aged as materialized (
  select days, counted_days,
         -- (1 + days)^−0.6, at least × 0.12
         cast(round(@freshness * max(-2120264, -0.6 * ln_micro(1 + counted_days))) as integer)
           as freshness_micro
    from (select cast(days as integer) as days,
                 days - 0.75 * (min(days, (select coalesce(max(days_ago), 0) from opened_day))
                                - (select count(*) from opened_day
                                    where days_ago between 1 and whole_day.days)) as counted_days
            from whole_day)
),

-- What is one per author, with the factors that are: the standing of who is followed is the voices
-- of a post of theirs over what is usual, shrunk by five; owed is up to × 1.42, over a week without
-- an offer in an opened edition, and nothing in an overload (@debt = 0).
person as materialized (
  select account_key as author_key, is_followed, is_quiet, posts_per_day, affinity_micro, is_bot,
         last_turn_ms, voices_micro as author_voices_micro, voiced_posts,
         account_key in (select account_key from wanted) as is_wanted,
         usual_voices, prior, fame, owed_days, voiceless_regard,
         cast(round(@regard * 0.6 * ln_micro(max(0.4, min(3.0, voiceless_regard)))) as integer)
           as voiceless_regard_micro,
         cast(round(@affinity * affinity_micro) as integer) as affinity_factor_micro,
         language_micro, cast(round(@language * language_micro) as integer)
           as language_factor_micro,
         cast(round(@quiet * 0.4
           -- × 0.3 … 1.9
           * max(-1203973, min(641854, -0.3 * ln_micro(posts_per_day / 0.5)))) as integer)
           as quiet_factor_micro,
         cast(round(@debt * 1000000 * owed_days / 20.0) as integer) as debt_micro,
         -- × 0.6
         cast(round(@stranger * iif(is_followed, 0, -510826)) as integer) as stranger_micro
    from (select author_signals.*,
                 iif(is_followed,
                     max(0, min(7, cast((@now_ms - last_turn_ms) / 86400000 as integer))), 0)
                   as owed_days,
                 accounts.is_bot, usual.voices as usual_voices, prior,
                 iif(is_followed, usual.fame, 1.0) as fame,
                 iif(is_followed, (voices_micro / 1e6 + prior)
                   / (max(0, voiced_posts - 1) * usual.voices + prior), 1.0) as voiceless_regard
            from author_signals
            join accounts using (account_key)
            left join usual on following = cast(ln_micro(followers + 1) / 693147 as integer))
),

-- Unseen, here by now, and allowed to be offered. What rests after an offer stands by for those
-- alone who are to have a place in every edition, and where a snooze is over: that has a place too.
candidate as (
  select author_key, status_key, dice_key, arrived_ms, boosters, offers, link_key, standing,
         told, told_until > @opened as is_told,
         voices_micro, standing_micro, topic_micro, tag_regard_micro, story_seen,
         dial_micro, is_followed, is_quiet, posts_per_day, affinity_micro, language_micro,
         owed_days, last_turn_ms,
         iif(status_key in (select status_key from back), 2, is_wanted) as is_wanted,
         voiceless_regard_micro, affinity_factor_micro, language_factor_micro,
         quiet_factor_micro, debt_micro, stranger_micro, fame,
         rests_until > @opened or arrived_ms < @since_ms as is_resting,
         counted_days as days, freshness_micro,
         -- The author's standing without this post: its own voices do not count twice. Those of the
         -- last six hours are not among the author's yet.
         iif(voices_micro = 0 or not is_followed or born_ms > @now_ms - 6 * 3600000,
             voiceless_regard,
             (max(0, author_voices_micro - voices_micro) / 1e6 + prior)
               / (max(0, voiced_posts - 1) * usual_voices + prior)) as regard,
         case when mentions_owner then 3
              when reply = 1 then 1
              when reply = 2 then 2
              when is_bot then 4
              else 0 end as kind
    from person
   cross join pool using (author_key)
   cross join aged on aged.days = cast((@now_ms - arrived_ms) / 86400000 as integer)
   where arrived_ms <= @now_ms
     and held = 0
     and (arrived_ms >= @since_ms and (rests_until <= @opened or is_wanted)
          or status_key in (select status_key from back)
          or status_key in (select status_key from last_chances))
),

-- What each signal does, as a factor, after its exponent. Most posts have most signals not at all.
factored as (
  select *,
         iif(standing_micro = 0, 0, cast(round(@own_percentile * standing_micro) as integer))
           as own_percentile_micro,
         -- (1 + voices)^0.8, at most × 6. Whom everybody boosts every day must be boosted by more.
         iif(voices_micro = 0, 0,
             cast(round(@social_proof
                 * min(1791759, 0.8 * ln_micro(1.0 + voices_micro / 1e6 / max(1.0, regard * fame))))
               as integer)) as social_proof_micro,
         iif(voices_micro = 0, voiceless_regard_micro,
             cast(round(@regard * 0.6 * ln_micro(max(0.4, min(3.0, regard)))) as integer))
           as regard_micro,
         iif(topic_micro = 0, 0, cast(round(@topic * topic_micro) as integer))
           as topic_factor_micro,
         iif(tag_regard_micro = 0, 0, cast(round(@tag_regard * 0.5 * tag_regard_micro) as integer))
           as tag_regard_factor_micro,
         -- × 0.45, 0.65, 2 and 0.6, each to the power of 0.9.
         iif(kind = 0, 0,
             cast(round(@kind * case kind when 1 then -718657
                                          when 2 then -387705
                                          when 3 then 623832
                                          when 4 then -459743 end) as integer)) as kind_micro,
         -- 0.7^offers, four at most; those of its story and its thread are its own
         iif(told = 0, 0, cast(round(@fatigue * -356675 * min(told, 4)) as integer))
           as fatigue_micro,
         -- × 0.43
         iif(story_seen, cast(round(@story * -843970) as integer), 0) as story_micro,
         iif(dial_micro = 0, 0, cast(round(@dial * dial_micro) as integer)) as dial_factor_micro
    from candidate
),

-- Their product, as the sum of logarithms.
summed as (
  select *,
         own_percentile_micro + social_proof_micro + regard_micro + affinity_factor_micro
           + language_factor_micro + topic_factor_micro + tag_regard_factor_micro
           + quiet_factor_micro + debt_micro + kind_micro + stranger_micro + freshness_micro
           + fatigue_micro + story_micro + dial_factor_micro as score_micro
    from factored
),

scored as (
  select author_key, status_key, dice_key, arrived_ms, is_followed, offers, last_turn_ms,
         is_wanted, is_resting, is_told, score_micro
    from summed
),

-- So far the scores; a feed's own SQL says as much. From here on the ranker draws by them.

-- What the feed lets in. The owner's own SQL may say another score.
admitted as materialized (
  select author_key, status_key, dice_key, arrived_ms, is_followed, offers, last_turn_ms,
         is_wanted, is_resting, is_told,
         iif(@own, coalesce((select own.score_micro from feed_rows as own
                              where own.status_key = scored.status_key), score_micro),
             score_micro) as score_micro
    from scored
   where (not @filtered or status_key not in (select status_key from feed_refusals))
     and (not @own or status_key in (select status_key from feed_rows))
),

-- Weighted shuffle without replacement: ln(u) / weight, largest first. As it came, the key is the
-- age: whole milliseconds, below 0. What an offered post told of (its story, its thread) rests with
-- it (`is_told`); whoever waits for a turn is owed it all the same.
front as materialized (
  select author_key, status_key,
         iif(@as_it_came, 1.0 * (arrived_ms - @now_ms),
             draw_key(@first, @second, dice_key, score_micro, @temperature)) as draw_key
    from admitted
   where not is_resting and not is_told
   order by draw_key desc, dice_key
   limit @front
),

-- A follow with something never offered waits, since it came or since their last turn. They are
-- represented by their best: of equal scores by the greater dice key, whose upper half stands below
-- the score in one integer, so that one max() finds both.
waiting as materialized (
  select author_key, max(last_turn_ms, min(iif(offers = 0, arrived_ms, null))) as waits_since_ms,
         max((score_micro << 27) | (dice_key >> 26)) as best
    from admitted
   where is_followed and not is_resting
   group by author_key
  having min(offers) = 0
),
best_of_waiting as materialized (
  select author_key, status_key, waits_since_ms
    from admitted
   cross join waiting using (author_key)
   where best = (score_micro << 27) | (dice_key >> 26) and not is_resting
),

-- The best of each whom the owner always wants, what does not rest before what does; and the next
-- two, for where the story of the best stands in the edition already. Each whose snooze is over.
best_of_wanted as materialized (
  select author_key, status_key, max(last_turn_ms, arrived_ms) as waits_since_ms
    from (select *, row_number() over (partition by author_key, iif(is_wanted = 2, status_key, 0)
                                       order by is_resting, score_micro desc, dice_key) as nth
            from admitted
           where is_wanted)
   where nth <= 3
),

-- The best of each quiet author of what leaves the store: it may rest, or lie beyond the reach.
leaving as materialized (
  select author_key, status_key, arrived_ms as waits_since_ms
    from (select *, row_number() over (partition by author_key
                                       order by score_micro desc, dice_key) as nth
            from admitted
           where exists (select 1 from last_chances)
             and status_key in (select status_key from last_chances))
   where nth = 1
),

-- Every unseen status has the same chance here: this measures whether the ranker beats chance.
by_chance as materialized (
  select author_key, status_key
    from admitted
   where not is_resting
   order by draw_key(@wild_first, @wild_second, dice_key, 0, 1.0) desc, dice_key
   limit @wildcards
),

section as (
  select 'front' as section, author_key, status_key, null as waits_since_ms from front
  union all
  select 'waiting', author_key, status_key, waits_since_ms from best_of_waiting
  union all
  select 'wanted', author_key, status_key, waits_since_ms from best_of_wanted
  union all
  select 'leaving', author_key, status_key, waits_since_ms from leaving
  union all
  select 'wildcard', author_key, status_key, null from by_chance
  union all
  select 'asked', author_key, status_key, null from admitted
   where status_key = @asked and not is_resting
),

-- From each part of an author's own thread back to its beginning, as far as that is here and not
-- deleted: an export does not hold those. The few lead: `cross join` keeps SQLite from reading every
-- such part of the whole history.
thread as materialized (
  select distinct status_key, status_key as part_key, 0 as part
    from section
   cross join statuses using (status_key)
   where reply = 2
  union
  select thread.status_key, parent.status_key, part + 1
    from thread
    join statuses on statuses.status_key = part_key
    join server_ids on server_id = statuses.reply_to_id
    join statuses as parent on parent.status_key = server_ids.status_key
   where statuses.reply = 2 and part < 100 and login_key in (select login_key from logins)
     and parent.deleted_at_ms is null
),
beginning as materialized (
  select status_key, part_key, max(part) as part from thread group by status_key
),

-- A thread is shown from its first part that may be offered, whatever that weighs: of thousands of
-- candidates few come to a section. What stands by merit takes along nothing that rests with what
-- was told of it. SQLite takes the other columns from the row of the max, here and above.
head as materialized (
  select author_key, admitted.status_key, beginning.part_key,
         beginning.part - max(thread.part) as part
    from admitted
   cross join thread on thread.part_key = admitted.status_key and thread.part > 0
   cross join beginning on beginning.status_key = thread.status_key
   where not is_resting and admitted.status_key in (select part_key from thread where part > 0)
     and (not is_told or thread.status_key not in (select status_key from front))
   group by thread.status_key
),
shown as (
  select section, author_key, status_key, waits_since_ms from section
  union all
  select distinct 'head', author_key, status_key, null from head
),
part_of as materialized (
  select status_key, part_key, part from beginning
  union all
  select distinct status_key, part_key, part from head
   where status_key not in (select status_key from beginning)
)

-- The signals come back for these few alone: `cross join` keeps SQLite from reading the pool again.
select section, waits_since_ms, shown.status_key, statuses.uri, accounts.handle,
       summed.arrived_ms, statuses.born_ms, is_followed,
       is_quiet,
       (select may_be_quiet from author_signals
         where author_signals.account_key = shown.author_key) as may_be_quiet,
       (select compared_posts from pool
         where pool.author_key = shown.author_key
           and pool.status_key = shown.status_key) as compared_posts,
       is_wanted, is_resting, posts_per_day, told as offers, summed.offers as own_offers,
       boosters, summed.link_key, length, media,
       (select site from links where links.link_key = summed.link_key) as site,
       -- Of a stranger's post: whose boosts alone brought it, if it was one person's.
       iif(is_followed, null,
           (select iif(count(distinct coalesce(booster_key, 0)) = 1, max(booster.handle), null)
              from arrivals
              left join accounts as booster on booster.account_key = booster_key
             where arrivals.status_key = shown.status_key and arrived_at_ms <= @now_ms
               and (removed_at_ms is null or removed_at_ms > @now_ms))) as sole_booster,
       (select uri from statuses as first where first.status_key = part_key) as thread,
       coalesce(part, 0) as part,
       summed.dice_key, days, owed_days, regard, fame, kind, standing, story_seen, voices_micro,
       affinity_micro, language_micro, topic_micro, tag_regard_micro, dial_micro,
       own_percentile_micro, social_proof_micro, regard_micro, affinity_factor_micro,
       language_factor_micro, topic_factor_micro, tag_regard_factor_micro, quiet_factor_micro,
       debt_micro, kind_micro, stranger_micro, freshness_micro, fatigue_micro, story_micro,
       dial_factor_micro,
       own.score_micro as own_score_micro, own.lane as own_lane, own.reason as own_reason,
       iif(section = 'asked', (select count(*) from admitted
                                where admitted.score_micro
                                  > coalesce(own.score_micro, summed.score_micro)), 0) as above,
       iif(@as_it_came, 1.0 * (summed.arrived_ms - @now_ms),
           draw_key(@first, @second, summed.dice_key,
             coalesce(own.score_micro, summed.score_micro), @temperature)) as draw_key
  from shown
 cross join summed using (author_key, status_key)
 cross join statuses on statuses.status_key = shown.status_key
 cross join accounts on accounts.account_key = shown.author_key
  left join part_of on part_of.status_key = shown.status_key
  left join feed_rows as own on @own and own.status_key = shown.status_key
 order by section, draw_key desc, summed.dice_key, statuses.uri
