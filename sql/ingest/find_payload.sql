-- The stored JSON of a status, and when it was observed. One that is damaged says nothing, and is
-- written anew as soon as the server tells it again.
--   @status_key  which
select coalesce(case when codec > 0 then unpacked(payloads.body, dictionaries.body)
                     when json_valid(payloads.body) then payloads.body end,
                '{}') as body,
       observed_at_ms
  from payloads
  left join dictionaries using (dictionary_key)
 where status_key = @status_key
