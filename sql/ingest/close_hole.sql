-- A sweep reached back over a hole, or as far as the server goes.
--   @hole_key   which
--   @to_ms      its end, unix ms
--   @state      open: the server's home did not reach back to its beginning; swept: proven complete
--   @recovered  arrivals that the sweep found
update holes set to_ms = @to_ms, state = @state, recovered = recovered + @recovered where hole_key = @hole_key
