-- Mutes and blocks that stood as of the moment of the replay, as far as they are still known.
create temp view refusals_of_people as
select login_key, account_key, kind, since_ms, until_ms,
       iif(ended_at_ms <= as_of_ms(), ended_at_ms, null) as ended_at_ms
  from main.refusals_of_people
 where since_ms <= as_of_ms()
