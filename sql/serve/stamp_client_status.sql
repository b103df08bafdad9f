-- What changes when a stored status must be written anew.
--   @status_key  which
--   @login_key   whose acts
select statuses.counts_at_ms, payloads.observed_at_ms,
       cast(accounts.profile_hash as text) as profile,
       (select group_concat(distinct kind) from actions
         where actions.uri_hash = statuses.uri_hash
           and actions.login_key = @login_key
           and actions.undone_at_ms is null) as acts
  from statuses
  left join payloads using (status_key)
  join accounts on accounts.account_key = statuses.author_key
 where status_key = @status_key
