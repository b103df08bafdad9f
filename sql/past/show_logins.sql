-- The owner, and whether the follow list was known as of the moment of the replay.
create temp view logins as
select login_key, server, owner_id, acct, owner_key, created_at_ms,
       iif(follows_complete_at_ms <= as_of_ms(), follows_complete_at_ms, null)
         as follows_complete_at_ms
  from main.logins
