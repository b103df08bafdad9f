-- The hole that lasts ends where the stream spoke again, before the home could be read. Why it
-- began stands behind that, so that it is forgotten where everybody's own page shows nothing new.
--   @login_key  whose home
--   @to_ms      its end, unix ms
--   @reason     what is told of such a hole, before its own reason
update holes
   set to_ms = @to_ms,
       detail = @reason || ': ' || detail
 where login_key = @login_key and to_ms is null and from_ms < @to_ms
