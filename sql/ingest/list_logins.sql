-- Everyone who is logged in here, first come first.
select login_key, server, owner_id, acct, follows_complete_at_ms
  from logins
 order by login_key
