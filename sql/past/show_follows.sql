-- Who was followed as of the moment of the replay. Settings that were not known by then are left
-- out: boosts are shown, and in all languages.
create temp view follows as
select login_key, account_key, since_ms,
       iif(ended_at_ms <= as_of_ms(), ended_at_ms, null) as ended_at_ms,
       iif(coalesce(settings_at_ms, since_ms) <= as_of_ms(), shows_boosts, 1) as shows_boosts,
       iif(coalesce(settings_at_ms, since_ms) <= as_of_ms(), languages, null) as languages,
       iif(settings_at_ms <= as_of_ms(), settings_at_ms, null) as settings_at_ms
  from main.follows
 where since_ms <= as_of_ms()
