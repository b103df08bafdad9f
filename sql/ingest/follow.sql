-- The owner follows somebody. What was ended for less than a day was a mistake, and never ended.
--   @login_key, @account_key  who follows whom
--   @since_ms                 when we first knew, unix ms
--   @shows_boosts             0, 1
--   @languages                JSON array, null: all
insert into follows (login_key, account_key, since_ms, shows_boosts, languages)
values (@login_key, @account_key, @since_ms, @shows_boosts, @languages)
on conflict do update
   set ended_at_ms = null, shows_boosts = excluded.shows_boosts, languages = excluded.languages,
       since_ms = iif(ended_at_ms is null
                        or excluded.since_ms between ended_at_ms and ended_at_ms + 86400000,
                      min(since_ms, excluded.since_ms), excluded.since_ms)
