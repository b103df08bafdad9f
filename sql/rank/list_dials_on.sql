-- The owner's words in force that are about one status: on its author, its tags and its site, and
-- "no boosts" of those who boosted it into the home. `is_only_way`: it came by such boosts alone.
-- From the status to the words: an owner may have said thousands, and a draw asks of as many.
--
--   @status_key  which
--   @now_ms      unix ms
with
came as materialized (
  select booster_key from arrivals
   where status_key = @status_key and arrived_at_ms <= @now_ms
     and (removed_at_ms is null or removed_at_ms > @now_ms)
),
about as (
  select 'account' as kind, handle as subject, null as booster_key
    from statuses join accounts on account_key = author_key
   where status_key = @status_key
  union all
  select distinct 'account', handle, booster_key from came join accounts on account_key = booster_key
  union all
  select 'tag', name, null from status_tags join tags using (tag_key)
   where status_key = @status_key
  union all
  select 'site', site, null from statuses join links using (link_key)
   where status_key = @status_key
),
said as materialized (
  select login_key, kind, subject, word, until_ms, said_at_ms, booster_key
    from about
   cross join logins
   cross join dials using (login_key, kind, subject)
   where said_at_ms <= @now_ms and (until_ms is null or until_ms > @now_ms) and word <> 'usual'
     and (word = 'no boosts') = (booster_key is not null)
)
select kind, subject, word, until_ms,
       booster_key is not null
         and not exists (select 1 from came
                          where came.booster_key is null
                             or came.booster_key not in (select booster_key from said
                                                          where booster_key is not null))
         as is_only_way
  from said
 order by kind, subject, login_key, said_at_ms
