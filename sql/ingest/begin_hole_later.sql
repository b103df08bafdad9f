-- The hole that lasts begins later: the home was read since, down to what had been read before.
--   @login_key  whose home
--   @from_ms    where it begins then, unix ms
update holes
   set from_ms = @from_ms
 where login_key = @login_key and to_ms is null and from_ms < @from_ms
