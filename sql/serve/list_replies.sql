-- What is stored of the answers to a status, the earliest first, whichever login's server told of
-- them.
--
--   @login_key  whose server named it
--   @server_id  the server's id of what is answered
--   @limit      most answers
with
name as materialized (
  select other.server_id
    from server_ids as own
    join server_ids as other using (status_key)
   where own.login_key = @login_key and own.server_id = @server_id
  union
  select @server_id
)
select status_key, created_at_ms
  from (select status_key, created_at_ms from statuses
         where reply_to_id in (select server_id from name)
           and reply = 1 and deleted_at_ms is null
        union all
        select status_key, created_at_ms from statuses
         where reply_to_id in (select server_id from name)
           and reply = 2 and deleted_at_ms is null) as answers
 where exists (select 1 from server_ids
                where server_ids.status_key = answers.status_key and login_key = @login_key)
 order by created_at_ms, status_key
 limit @limit
