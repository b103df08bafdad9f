-- An entry left the home: un-boosted, deleted, muted.
--   @arrival_key    which
--   @removed_at_ms  unix ms
update arrivals set removed_at_ms = @removed_at_ms
 where arrival_key = @arrival_key and removed_at_ms is null
