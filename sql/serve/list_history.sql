-- Everything that a recording of this file tells, in the order in which it happened. `ref` names
-- the row of its table; at one moment the order is that of the ranks below, and among statuses and
-- people that of their names: keys differ from file to file.
--
--   @is_public  1: no private posts, nothing that the owner did, saw or said
with

-- Who is logged in is said before anything else: what mentions them can be known from the first
-- line on.
begun as (
  select login_key, owner_key,
         min(created_at_ms,
             coalesce((select min(arrived_at_ms) from arrivals), created_at_ms),
             coalesce((select min(since_ms) from follows), created_at_ms),
             coalesce((select min(at_ms) from exposures), created_at_ms),
             coalesce((select min(at_ms) from actions), created_at_ms)) as at_ms
    from logins
),
-- What is told of a status itself is told once, under the name of one server that knows it.
named as materialized (
  select status_key, min(login_key) as login_key from server_ids group by status_key
),
-- What the server said once that it has not, and is to be asked about once more, is told of as
-- there: left out it would be lost to whoever reads the recording, and mostly it is there.
doubted as materialized (
  select departures.login_key, departures.server_id,
         iif(booster_key is null, statuses.status_key, null) as status_key
    from departures
    left join arrivals using (login_key, server_id)
    left join server_ids using (login_key, server_id)
    join statuses on statuses.status_key = coalesce(arrivals.status_key, server_ids.status_key)
   where left_at_ms > iif(booster_key is null, deleted_at_ms, removed_at_ms)
)

select at_ms, login_key, event, ref, other
  from (
    select at_ms, login_key, 1 as nth, 'owner' as event, login_key as ref, null as other, null as name
      from begun where owner_key is not null
    union all
    select at_ms, login_key, 2, 'filters', login_key, null, null from begun
     where not @is_public and login_key in (select login_key from filters)
    union all
    select at_ms, login_key, 3, 'followed_tags', login_key, null, null from begun
     where not @is_public and login_key in (select login_key from followed_tags)
    union all
    -- Which of them were given up since.
    select distinct ended_at_ms, login_key, 3, 'followed_tags', login_key, ended_at_ms, null
      from followed_tags
     where not @is_public and ended_at_ms is not null
    union all
    select at_ms, login_key, 3, 'domain_blocks', login_key, null, null from begun
     where not @is_public and login_key in (select login_key from refusals_of_domains)
    union all
    select since_ms, login_key, 4, 'follow', account_key, null, handle
      from follows join accounts using (account_key)
    union all
    select ended_at_ms, login_key, 5, 'unfollow', account_key, null, handle
      from follows join accounts using (account_key)
     where ended_at_ms is not null
    union all
    select since_ms, login_key, 6, kind, account_key, until_ms, handle
      from refusals_of_people join accounts using (account_key)
     where not @is_public
    union all
    select ended_at_ms, login_key, 7, 'un' || kind, account_key, null, handle
      from refusals_of_people join accounts using (account_key)
     where not @is_public and ended_at_ms is not null
    union all
    -- An entry of the home, under its own id, with the text and the counts of its moment.
    select arrived_at_ms, login_key, 8, 'update', arrival_key, null, null
      from arrivals join statuses using (status_key)
     where (deleted_at_ms is null or status_key in (select status_key from doubted))
       and (not @is_public or visibility in ('public', 'unlisted') and boost_visibility is null)
    union all
    -- What was known before it stood in the home, or never did: the owner's acts brought it.
    select first_seen_at_ms, named.login_key, 8, 'snapshot', status_key, null, uri
      from statuses join named using (status_key)
     where (deleted_at_ms is null or status_key in (select status_key from doubted))
       and not @is_public
       and not exists (select 1 from arrivals
                        where arrivals.status_key = statuses.status_key
                          and arrived_at_ms <= first_seen_at_ms)
    union all
    select replaced_at_ms, named.login_key, 9, 'status.update', status_key, null, uri
      from versions join statuses using (status_key) join named using (status_key)
     where (deleted_at_ms is null or status_key in (select status_key from doubted))
       and (not @is_public or visibility in ('public', 'unlisted'))
    union all
    -- The counts of a first sight, an arrival or an edit stand in its own line.
    select observed_at_ms, named.login_key, 10, 'snapshot', status_key, null, uri
      from snapshots join statuses using (status_key) join named using (status_key)
     where (deleted_at_ms is null or status_key in (select status_key from doubted))
       and observed_at_ms <> first_seen_at_ms
       and (not @is_public
            or (visibility in ('public', 'unlisted')
                and exists (select 1 from arrivals
                             where arrivals.status_key = snapshots.status_key
                               and arrived_at_ms <= observed_at_ms)))
       and (age_class = 3
            or not exists (select 1 from arrivals
                            where arrivals.status_key = snapshots.status_key
                              and arrived_at_ms = observed_at_ms)
           and not exists (select 1 from versions
                            where versions.status_key = snapshots.status_key
                              and replaced_at_ms = observed_at_ms))
    union all
    -- The latest counts, where no snapshot holds them and no line above brought them.
    select counts_at_ms, named.login_key, 10, 'snapshot', status_key, null, uri
      from statuses join named using (status_key)
     where (deleted_at_ms is null or status_key in (select status_key from doubted))
       and counts_at_ms not in (0, first_seen_at_ms)
       and (not @is_public or (came_home and visibility in ('public', 'unlisted')))
       and not exists (select 1 from snapshots
                        where snapshots.status_key = statuses.status_key
                          and observed_at_ms = counts_at_ms)
       and not exists (select 1 from arrivals
                        where arrivals.status_key = statuses.status_key
                          and arrived_at_ms = counts_at_ms)
       and not exists (select 1 from versions
                        where versions.status_key = statuses.status_key
                          and replaced_at_ms = counts_at_ms)
    union all
    -- Of boosts alone: told of the post's own entry, it would say that the post is deleted.
    select removed_at_ms, login_key, 11, 'delete', arrival_key, null, null
      from arrivals join statuses using (status_key)
     where removed_at_ms is not null and booster_key is not null
       and (deleted_at_ms is null or status_key in (select status_key from doubted))
       and (login_key, server_id) not in (select login_key, server_id from doubted)
       and exists (select 1 from payloads where payloads.status_key = arrivals.status_key)
       and (not @is_public or visibility in ('public', 'unlisted') and boost_visibility is null)
    union all
    -- One that lasts has no end yet, and is told of when it has.
    select to_ms, login_key, 12, 'hole', hole_key, null, null from holes where to_ms is not null
    union all
    select drawn_at_ms, (select min(login_key) from logins), 13, 'edition', edition, null, null
      from editions where not @is_public
    union all
    select at_ms, (select min(login_key) from logins), 14, 'exposure', exposure_key, null, null
      from exposures where not @is_public and kind <> 'offered'
    union all
    select undone_at_ms, (select min(login_key) from logins), 15, 'exposure', exposure_key, 1, null
      from exposures where not @is_public and kind <> 'offered' and undone_at_ms is not null
    union all
    select at_ms, login_key, 16, 'action', action_key, null, null from actions where not @is_public
    union all
    select undone_at_ms, login_key, 17, 'action', action_key, 1, null
      from actions where not @is_public and undone_at_ms is not null
    union all
    -- By their numbers in serve/list_recorded_dials.
    select said_at_ms, login_key, 18, 'dial', dial, null, null
      from (select *, row_number() over (order by login_key, kind, subject, said_at_ms) as dial
              from said_dials)
     where not @is_public
  )
 where at_ms is not null
 order by at_ms, nth, event, name, ref, other
