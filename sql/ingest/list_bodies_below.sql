-- Stored texts, the newest first, with the login that each was received by. One that is damaged
-- says nothing.
--   @below  only status_keys under this
--   @limit  most rows
select status_key, coalesce((select min(login_key) from server_ids
                              where server_ids.status_key = payloads.status_key), 0) as login_key,
       coalesce(case when codec > 0 then unpacked(payloads.body, dictionaries.body)
                     when json_valid(payloads.body) then payloads.body end,
                '{}') as body
  from payloads
  left join dictionaries using (dictionary_key)
 where status_key < @below
 order by status_key desc
 limit @limit
