-- A recording tells of an entry now: whether it said before that it was deleted.
--   @login_key, @server_id  which
delete from early_deletes
 where login_key = @login_key and server_id = @server_id
returning deleted_at_ms
