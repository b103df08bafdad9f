-- What each person followed costs and brings: how many entries of the home came by them, posts and
-- boosts, how long these are (characters, attachments), how many of the posts that came by them
-- were seen, and how many taken up, that is, opened or acted on. What came by two counts for both.
-- Those by whom most came stand first.
--
--   @since_ms  unix ms: from when on
--   @limit     most people
with

came as (
  select coalesce(booster_key, author_key) as account_key, count(*) as arrivals,
         count(booster_key) as boosts, sum(length) as length, sum(media) as media
    from arrivals
    cross join statuses using (status_key)
   where arrived_at_ms >= @since_ms and removed_at_ms is null
   group by 1
),

looked as (
  select uri_hash, max(kind = 'opened') as is_opened
    from exposures
   where kind in ('seen', 'opened') and at_ms >= @since_ms and undone_at_ms is null
   group by uri_hash
),

brought as (
  select distinct coalesce(booster_key, author_key) as account_key, uri_hash, is_opened
    from looked
    cross join statuses using (uri_hash)
    cross join arrivals using (status_key)
   where removed_at_ms is null
),

had as (
  select account_key, count(*) as seen,
         sum(is_opened or exists (select 1 from actions
                                   where actions.uri_hash = brought.uri_hash
                                     and kind in ('favourite', 'reblog', 'bookmark', 'reply', 'more')
                                     and undone_at_ms is null)) as taken_up
    from brought
   group by account_key
)

select handle, display_name, arrivals, boosts, length, media, coalesce(seen, 0) as seen,
       coalesce(taken_up, 0) as taken_up
  from came
  join accounts using (account_key)
  left join had using (account_key)
 where exists (select 1 from follows
                where follows.account_key = came.account_key and ended_at_ms is null)
 order by arrivals desc, handle
 limit @limit
