-- What the owner had done as of the moment of the replay; what was taken back later still stands.
create temp view actions as
select action_key, login_key, uri_hash, uri, status_id, kind, at_ms, until_ms,
       iif(undone_at_ms <= as_of_ms(), undone_at_ms, null) as undone_at_ms
  from main.actions
 where at_ms <= as_of_ms()
