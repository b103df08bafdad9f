-- Uses a link up, if it holds: of two that come at once, one changes a row.
--
--   @code_hash   SHA-256 of the link's code
--   @now_ms      unix ms
update pairings
   set used_at_ms = @now_ms
 where code_hash = @code_hash
   and used_at_ms is null
   and ends_at_ms > @now_ms
