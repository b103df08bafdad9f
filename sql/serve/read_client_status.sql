-- A stored status as the API is to say it: its text without the author, the author, its counts, and
-- which of the owner's acts on it stand.
--   @status_key  which
--   @login_key   whose acts
select statuses.uri, cast(payloads.body as text) as body, accounts.profile,
       statuses.favourites, statuses.boosts, statuses.replies,
       (select group_concat(distinct kind) from actions
         where actions.uri_hash = statuses.uri_hash
           and actions.login_key = @login_key
           and actions.undone_at_ms is null) as acts
  from statuses
  join payloads using (status_key)
  join accounts on accounts.account_key = statuses.author_key
 where status_key = @status_key
   and deleted_at_ms is null
