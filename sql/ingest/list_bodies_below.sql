-- Stored texts, the newest first, with the login that each was received by.
--   @below  only status_keys under this
--   @limit  most rows
select status_key, coalesce((select min(login_key) from server_ids
                              where server_ids.status_key = payloads.status_key), 0) as login_key,
       iif(codec > 0, unpacked(payloads.body, dictionaries.body), payloads.body) as body
  from payloads
  left join dictionaries using (dictionary_key)
 where status_key < @below
 order by status_key desc
 limit @limit
