-- What changes when a stored status must be written anew.
--   @status_key  which
select statuses.uri, statuses.counts_at_ms, payloads.observed_at_ms,
       cast(accounts.profile_hash as text) as profile
  from statuses
  left join payloads using (status_key)
  join accounts on accounts.account_key = statuses.author_key
 where status_key = @status_key
