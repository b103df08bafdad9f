-- An entry that left the home is there again.
--   @login_key, @server_id  which
--   @now_ms                 when it was seen there, unix ms
update arrivals set removed_at_ms = null
 where login_key = @login_key and server_id = @server_id and removed_at_ms < @now_ms
