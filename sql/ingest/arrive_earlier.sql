-- An entry turns out to have reached us earlier than we thought: rows may come in any order.
--   @login_key, @server_id  which
--   @arrived_at_ms          unix ms
update arrivals
   set arrived_at_ms = @arrived_at_ms
 where login_key = @login_key and server_id = @server_id and arrived_at_ms > @arrived_at_ms
