-- Statuses that arrived in a stretch of time with a link and no card, a medium that is still being
-- made, or a quote that is not accepted yet: what the server adds later, it says no word of. And
-- those whose text is damaged: the server has it still.
--   @login_key          whose server
--   @from_ms, @to_ms    when they arrived, unix ms
--   @limit              most rows
--
-- `cross join` keeps SQLite from beginning with every id that the login ever had.
select distinct server_ids.server_id
  from arrivals
 cross join statuses using (status_key)
 cross join server_ids using (status_key)
 cross join payloads using (status_key)
 where arrivals.arrived_at_ms between @from_ms and @to_ms
   and server_ids.login_key = @login_key
   and deleted_at_ms is null and codec = 0
   and iif(json_valid(body),
           (link_key is not null and json_extract(body, '$.card') is null)
             or json_extract(body, '$.quote.state') = 'pending'
             or (media > 0 and exists (select 1 from json_each(body, '$.media_attachments')
                                        where json_extract(value, '$.url') is null
                                          and json_extract(value, '$.type') <> 'unknown')),
           1)
 order by arrivals.arrived_at_ms desc, server_ids.server_id
 limit @limit
