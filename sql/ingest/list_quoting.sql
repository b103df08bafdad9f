-- The stored texts that carry a status, with the login that each was received by. One that is
-- damaged says nothing.
--   @status_key  the quoted one
select quotes.status_key, statuses.uri as quoted_uri,
       coalesce((select min(login_key) from server_ids
                  where server_ids.status_key = quotes.status_key), 0) as login_key,
       coalesce(case when codec > 0 then unpacked(payloads.body, dictionaries.body)
                     when json_valid(payloads.body) then payloads.body end,
                '{}') as body
  from statuses
  join quotes on quoted_hash = uri_hash
  join payloads on payloads.status_key = quotes.status_key
  left join dictionaries using (dictionary_key)
 where statuses.status_key = @status_key
