-- Taken back: the status counts as not seen again.
--   @uri_hash, @kind  which
--   @undone_at_ms     unix ms
update exposures set undone_at_ms = @undone_at_ms
 where uri_hash = @uri_hash and kind = @kind and at_ms <= @undone_at_ms and undone_at_ms is null
