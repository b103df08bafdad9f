-- The login that was made last, and what the owner answered to whether something from before it was
-- read elsewhere.
select logins.login_key, created_at_ms, value as answer, at_ms as answered_at_ms
  from logins
  left join ingest_state on ingest_state.login_key = logins.login_key
                        and name = 'read_elsewhere'
 order by created_at_ms desc, logins.login_key desc
 limit 1
