-- The stored JSON of a status, and when it was observed.
--   @status_key  which
select iif(codec > 0, unpacked(payloads.body, dictionaries.body), payloads.body) as body,
       observed_at_ms
  from payloads
  left join dictionaries using (dictionary_key)
 where status_key = @status_key
