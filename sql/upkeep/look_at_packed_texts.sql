-- A bite of the packed texts: how many of them are damaged, as their checksums say, and where the
-- next bite begins; null where there is none.
--   @after  only status_keys beyond this
--   @limit  most rows
with bite as (
  select status_key, unpacked(payloads.body, dictionaries.body) is null as is_damaged
    from payloads
    left join dictionaries using (dictionary_key)
   where codec > 0 and status_key > @after
   order by status_key
   limit @limit
)
select count(iif(is_damaged, 1, null)) as texts, max(status_key) as last_key from bite
