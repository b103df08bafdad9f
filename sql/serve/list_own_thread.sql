-- The parts of a thread that its author continued, as far as they are stored, whichever login's
-- server told of them.
--   @login_key  whose home
--   @server_id  the server's id of the part before
select status_key, server_id
  from statuses
  cross join server_ids using (status_key) -- by its parent first: few answer any
 where reply = 2
   and reply_to_id in (select other.server_id
                         from server_ids as own
                         join server_ids as other using (status_key)
                        where own.login_key = @login_key and own.server_id = @server_id
                       union all select @server_id)
   and login_key = @login_key
   and deleted_at_ms is null
 order by created_at_ms
 limit 40
