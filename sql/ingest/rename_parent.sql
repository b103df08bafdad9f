-- What answers such a post names it by the id that holds now, as whatever answers it later does.
--   @login_key, @server_id  that id
--   @status_key             which post, by its former id still
with former as (
  select server_id from server_ids where login_key = @login_key and status_key = @status_key
),
answer as (
  select statuses.status_key
    from former
   cross join statuses on server_id = reply_to_id and reply = 1
  union all
  select statuses.status_key
    from former
   cross join statuses on server_id = reply_to_id and reply = 2
)
update statuses set reply_to_id = @server_id
 where status_key in (select status_key from answer)
   and exists (select 1 from server_ids
                where server_ids.status_key = statuses.status_key and login_key = @login_key)
