-- Whose boosts say nothing as of a moment: they reach the home no more, since whoever makes them is
-- followed no more, muted, blocked, followed without boosts under every login that follows them, or
-- dialled to "no boosts". Who moved and is followed under the new name is followed still. The
-- owner's own, which stand in the home as well, are acts, and no voice of the people they follow.
--
--   @now_ms  the moment, unix ms
insert into booster_signals (account_key, voice_micro)
with
followed as materialized (
  select account_key, shows_boosts from follows
   where since_ms <= @now_ms and (ended_at_ms is null or ended_at_ms > @now_ms)
)
select account_key, 0
  from follows
  join accounts using (account_key)
 where ended_at_ms <= @now_ms
   and account_key not in (select account_key from followed)
   and not exists (select 1 from account_ids
                    where account_ids.login_key = follows.login_key
                      and server_id = iif(json_valid(profile),
                                          json_extract(profile, '$.moved.id'), null)
                      and account_ids.account_key in (select account_key from followed))
union
select account_key, 0 from followed group by account_key having max(shows_boosts) = 0
union
select account_key, 0 from refusals_of_people
 where since_ms <= @now_ms and (until_ms is null or until_ms > @now_ms)
   and (ended_at_ms is null or ended_at_ms > @now_ms)
union
select account_key, 0 from accounts join refusals_of_domains using (domain)
 where since_ms <= @now_ms
union
select account_key, 0 from dials join accounts on handle = subject
 where kind = 'account' and word = 'no boosts'
   and said_at_ms <= @now_ms and (until_ms is null or until_ms > @now_ms)
union
select owner_key, 0 from logins where owner_key is not null
