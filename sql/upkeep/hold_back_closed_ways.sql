-- What may not be offered as of a moment, because every way by which it came to the home is closed
-- since: its author is followed no more, or in other languages only by every login; whoever boosted
-- it is followed no more, muted, blocked, or their boosts are hidden, or dialled to "no boosts"; or
-- it came under a tag that is followed no more. Who moved and is followed under the new name is
-- followed still. serve/list_covers says the same of one status and why, but not for the dials,
-- which cover nothing that is drawn already: rank/list_dials_on tells of them. The few lead: `cross
-- join` keeps SQLite from starting with the many.
--
--   @now_ms  the moment, unix ms
with
followed as materialized (
  select account_key, languages, count(*) over (partition by account_key) as logins
    from follows
   where since_ms <= @now_ms and (ended_at_ms is null or ended_at_ms > @now_ms)
),
left_behind as materialized (
  select account_key
    from follows
    join accounts using (account_key)
   where ended_at_ms <= @now_ms
     and account_key not in (select account_key from followed)
     and not exists (select 1 from account_ids
                      where account_ids.login_key = follows.login_key
                        and server_id = iif(json_valid(profile),
                                            json_extract(profile, '$.moved.id'), null)
                        and account_ids.account_key in (select account_key from followed))
),
-- Their boosts do not reach the home any more: silence_boosters. The owner's own did.
silent as materialized (
  select account_key from booster_signals
   where voice_micro = 0
     and account_key not in (select owner_key from logins where owner_key is not null)
),
-- Nor do those that one login hides, by way of that one, though another shows them.
hidden as materialized (
  select login_key, account_key from follows
   where shows_boosts = 0
     and since_ms <= @now_ms and (ended_at_ms is null or ended_at_ms > @now_ms)
),
-- Posts that would not reach it by their authors' own doing. Under a followed tag every public one
-- does, whoever says it and in whatever language.
unwanted as materialized (
  select status_key
    from (select pool.status_key, visibility
            from left_behind
           cross join pool on pool.author_key = account_key
           cross join statuses using (status_key)
          union all
          select pool.status_key, visibility
            from followed
           cross join pool on pool.author_key = account_key
           cross join statuses using (status_key)
           where json_array_length(languages) > 0
             and language not in (select value from json_each(languages))
           group by status_key
          having count(*) = max(logins)) as turned_away
   where not (visibility = 'public'
              and exists (select 1 from status_tags
                           where status_tags.status_key = turned_away.status_key
                             and tag_key in (select tag_key from followed_tags
                                              where ended_at_ms is null
                                                 or ended_at_ms > @now_ms)))
  union
  select status_key
    from followed_tags
   cross join status_tags using (tag_key)
   cross join pool using (status_key)
   where ended_at_ms <= @now_ms
     and author_key not in (select account_key from followed)
     and not exists (select 1 from status_tags as other join followed_tags as kept using (tag_key)
                      where other.status_key = status_tags.status_key
                        and (kept.ended_at_ms is null or kept.ended_at_ms > @now_ms))
),
doubtful as materialized (
  select status_key from unwanted
  union
  select status_key
    from silent
   cross join arrivals on booster_key = silent.account_key
  union
  select status_key
    from hidden
   cross join arrivals on booster_key = hidden.account_key
                      and arrivals.login_key = hidden.login_key
)
update pool
   set held = 1
 where held = 0
   and status_key in (select status_key from doubtful)
   and not exists (
     select 1 from arrivals
      where arrivals.status_key = pool.status_key
        and arrived_at_ms <= @now_ms and (removed_at_ms is null or removed_at_ms > @now_ms)
        and iif(booster_key is null,
                pool.status_key not in (select status_key from unwanted),
                booster_key not in (select account_key from silent)
                and (login_key, booster_key) not in (select login_key, account_key from hidden)))
