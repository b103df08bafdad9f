-- A status by the id that the owner's server gave it.
--   @login_key  whose server
--   @server_id  text
select status_key, uri
  from server_ids
  join statuses using (status_key)
 where login_key = @login_key and server_id = @server_id
