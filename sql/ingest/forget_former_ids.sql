-- A post that has taken an id over has no other.
--   @login_key, @server_id  the id that holds now
--   @status_key             which post
delete from server_ids
 where login_key = @login_key and status_key = @status_key and server_id <> @server_id
