-- What was used of the server's windows when it was last counted.
--   @login_key  whose
select bucket, window_start_ms, used
  from rate_counters
 where login_key = @login_key
