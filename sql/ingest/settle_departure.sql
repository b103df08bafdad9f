-- The server was asked, or has shown it again.
--   @login_key, @server_id  about which entry
delete from departures where login_key = @login_key and server_id = @server_id
