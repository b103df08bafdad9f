-- The parts of a thread that its author continued, as far as they are stored.
--   @login_key  whose home
--   @server_id  the server's id of the part before
select status_key, server_id
  from statuses
  cross join server_ids using (status_key) -- by its parent first: few answer any
 where reply = 2
   and reply_to_id = @server_id
   and login_key = @login_key
   and deleted_at_ms is null
 order by created_at_ms
 limit 40
