-- A stored status as the API is to say it: its text without the author, the author, its counts. One
-- whose text was let go is none.
--   @status_key  which
select iif(payloads.codec > 0, unpacked(payloads.body, dictionaries.body), payloads.body) as body,
       accounts.profile, statuses.favourites, statuses.boosts, statuses.replies
  from statuses
  join payloads using (status_key)
  left join dictionaries using (dictionary_key)
  join accounts on accounts.account_key = statuses.author_key
 where status_key = @status_key
   and deleted_at_ms is null
