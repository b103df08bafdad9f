-- The server calls another post by an id that it had given before, as set_arrival_aside.sql says.
--   @login_key, @server_id  the id
--   @status_key             which post has it now
update server_ids set status_key = @status_key
 where login_key = @login_key and server_id = @server_id and status_key <> @status_key
   and not exists (select 1
                     from statuses as before
                     join statuses as now using (author_key, created_at_ms)
                    where before.status_key = server_ids.status_key
                      and now.status_key = @status_key)
