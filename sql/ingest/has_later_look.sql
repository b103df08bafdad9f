-- Whether a recording tells of a status as being there after a moment.
--   @login_key, @server_id  which
--   @at_ms                  unix ms
select 1 as found
  from server_ids
  join statuses using (status_key)
 where login_key = @login_key and server_id = @server_id
   and coalesce(looked_at_ms, counts_at_ms) > @at_ms
