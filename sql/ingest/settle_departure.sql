-- The server was asked.
--   @login_key, @server_id  about which entry
delete from departures where login_key = @login_key and server_id = @server_id
