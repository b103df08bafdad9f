-- Taken back: this line of the ledger and no other.
--   @exposure_key  which
--   @undone_at_ms  unix ms
update exposures set undone_at_ms = @undone_at_ms
 where exposure_key = @exposure_key and undone_at_ms is null
