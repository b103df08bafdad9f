-- What covers a stored status now, and why: the owner's filters, and what they did since it came.
-- The causes of effect `hide` that are no filter are those that hold a post back from a draw
-- (upkeep/hold_back, upkeep/hold_back_closed_ways).
--
--   @status_key  its key
--   @now_ms      unix ms
with
shown as (
  select status_key, author_key, language, handle, domain,
         visibility = 'public'
         and exists (select 1 from status_tags join followed_tags using (tag_key)
                      where status_tags.status_key = statuses.status_key
                        and ended_at_ms is null) as is_under_tag
    from statuses
    join accounts on account_key = author_key
   where status_key = @status_key
),
refused as (
  select login_key, account_key, kind, since_ms from refusals_of_people
   where ended_at_ms is null and (until_ms is null or until_ms > @now_ms)
),
-- By which ways it came, and what closed each of them.
ways as (
  select coalesce(booster_key, author_key) as by_key,
         case
           when booster_key is null and is_under_tag then null
           when booster_key in (select account_key from refused) then 'refused booster'
           when booster.domain in (select domain from refusals_of_domains) then 'booster of domain'
           when ended_at_ms is not null
             and not exists (select 1 from follows as still
                              where still.account_key = coalesce(booster_key, author_key)
                                and still.ended_at_ms is null)
             and not exists (select 1 from account_ids join follows as new_name
                                 using (login_key, account_key)
                              where account_ids.login_key = follows.login_key
                                and server_id = (
                                  select json_extract(old.profile, '$.moved.id')
                                    from accounts as old
                                   where old.account_key = coalesce(booster_key, author_key)
                                     and json_valid(old.profile))
                                and new_name.ended_at_ms is null) then 'unfollowed'
           when booster_key is not null and shows_boosts = 0 then 'boosts hidden'
           when booster_key is null and json_array_length(languages) > 0
             and language not in (select value from json_each(languages)) then 'language'
           when booster_key is null and (follows.account_key is null or ended_at_ms is not null)
             and exists (select 1 from status_tags join followed_tags using (tag_key)
                          where status_tags.status_key = shown.status_key
                            and followed_tags.ended_at_ms is not null)
             and not exists (select 1 from status_tags join followed_tags using (tag_key)
                              where status_tags.status_key = shown.status_key
                                and followed_tags.ended_at_ms is null) then 'tag'
           end as closed_by,
         follows.ended_at_ms
    from shown
    join arrivals using (status_key)
    left join accounts as booster on booster.account_key = booster_key
    left join follows on follows.login_key = arrivals.login_key
                     and follows.account_key = coalesce(booster_key, author_key)
   where removed_at_ms is null
)

select effect, cause, subject, since_ms
  from (
    select effect, 'filter' as cause,
           coalesce(iif(json_valid(filters.body), json_extract(filters.body, '$.title'), null),
                    'a filter') as subject,
           null as since_ms, filter_id as nth
      from filter_matches
      left join filters using (login_key, filter_id)
     where filter_matches.status_key = @status_key and (until_ms is null or until_ms > @now_ms)
    union all
    select 'hide', kind, handle, since_ms, ''
      from shown join refused on refused.account_key = author_key
    union all
    select 'hide', 'domain', domain, since_ms, ''
      from shown join refusals_of_domains using (domain)
    union all
    select 'hide', iif(is_quote, 'quote', 'mention'), accounts.handle, since_ms, ''
      from refused_mentions
      join refused using (login_key, account_key)
      join accounts using (account_key)
     where refused_mentions.status_key = @status_key
    union all
    select 'hide', closed_by, handle, ended_at_ms, ''
      from ways
      join accounts on accounts.account_key = by_key
     where closed_by is not null and not exists (select 1 from ways where closed_by is null)
  )
 order by cause = 'filter', cause, since_ms, subject, nth
