-- Until when a link holds, if it does.
--
--   @code_hash   SHA-256 of the link's code
--   @now_ms      unix ms
select ends_at_ms
  from pairings
 where code_hash = @code_hash
   and used_at_ms is null
   and ends_at_ms > @now_ms
