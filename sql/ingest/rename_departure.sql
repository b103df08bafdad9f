-- Such a post may be hidden until the server was asked about it once more: it is, by the id that
-- holds now.
--   @login_key, @server_id  that id
--   @status_key             which post, by its former id still
update or ignore departures set server_id = @server_id
 where login_key = @login_key
   and server_id in (select server_id from server_ids
                      where login_key = @login_key and status_key = @status_key)
