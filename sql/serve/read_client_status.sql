-- A stored status as the API is to say it: its text without the author, the author, its counts. One
-- whose text was let go is none; null: it is damaged.
--   @status_key  which
select case when codec > 0 then unpacked(payloads.body, dictionaries.body)
            when json_valid(payloads.body) then payloads.body end as body,
       iif(json_valid(accounts.profile), accounts.profile,
           bare_profile(accounts.handle,
                        (select min(ids.server_id) from account_ids as ids
                          where ids.account_key = accounts.account_key))) as profile,
       statuses.favourites, statuses.boosts, statuses.replies
  from statuses
  join payloads using (status_key)
  left join dictionaries using (dictionary_key)
  join accounts on accounts.account_key = statuses.author_key
 where status_key = @status_key
   and deleted_at_ms is null
