-- What mentions the owner, of all that came before it was known who they are.
--   @login_key  by which login it came
--   @owner_id   the server's id of the owner
update statuses
   set mentions_owner = 1
 where mentions_owner = 0
   and status_key in (select status_key from server_ids where login_key = @login_key)
   and exists (select 1
                 from payloads
                 left join dictionaries using (dictionary_key)
                cross join json_each(case when codec > 0
                                          then unpacked(payloads.body, dictionaries.body)
                                          when json_valid(payloads.body) then payloads.body
                                     end, '$.mentions') as mention
                where payloads.status_key = statuses.status_key
                  and iif(mention.type = 'object', mention.value ->> 'id', null) = @owner_id)
