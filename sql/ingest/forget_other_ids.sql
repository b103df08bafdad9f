-- A server tells one person's new name: whom it knows by another id, and was taken for them since
-- they bore that person's name, is somebody else.
--   @account_key  who
--   @login_key    whose server
--   @server_id    the id of whoever was renamed
delete from account_ids
 where account_key = @account_key and login_key = @login_key and server_id <> @server_id
