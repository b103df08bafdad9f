-- What was written before another post was given such an id answers the one that had it. By the id
-- it would stand below the other: it answers something that has no name any more.
--   @login_key, @server_id  the id
--   @before_ms              when the other was written, or came by that id: unix ms
with answer as (
  select status_key from statuses where @server_id = reply_to_id and reply = 1
  union all
  select status_key from statuses where @server_id = reply_to_id and reply = 2
)
update statuses set reply_to_id = '~'
 where status_key in (select status_key from answer)
   and created_at_ms < @before_ms
   and exists (select 1 from server_ids
                where server_ids.status_key = statuses.status_key and login_key = @login_key)
