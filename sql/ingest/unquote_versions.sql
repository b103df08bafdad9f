-- Takes a status out of the earlier texts of one that quoted it.
--   @status_key  which
--   @quoted_uri  the quoted one's
--   @quote       what stands in its place, JSON
update versions
   set body = json_set(said.text, '$.quote', json(@quote)), codec = 0, dictionary_key = null
  from (select replaced_at_ms,
               case when codec > 0 then unpacked(versions.body, dictionaries.body)
                    when json_valid(versions.body) then versions.body end as text
          from versions
          left join dictionaries using (dictionary_key)
         where status_key = @status_key) as said
 where versions.status_key = @status_key and versions.replaced_at_ms = said.replaced_at_ms
   and @quoted_uri in (json_extract(said.text, '$.quote.quoted_status.uri'),
                       json_extract(said.text, '$.quote.uri'))
