-- The server has a post again that it had let go, by whatever id.
--   @login_key, @status_key  which
delete from absences
 where login_key = @login_key
   and server_id in (select server_id from server_ids
                      where login_key = @login_key and status_key = @status_key)
