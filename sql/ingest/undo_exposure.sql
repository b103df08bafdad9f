-- Taken back: the status counts as not seen again.
--   @uri_hash, @kind  which
--   @undone_at_ms     unix ms
--   @of_ms            when that was which is taken back, unix ms; null: all until now
update exposures set undone_at_ms = @undone_at_ms
 where uri_hash = @uri_hash and kind = @kind and at_ms <= @undone_at_ms and undone_at_ms is null
   and at_ms = coalesce(@of_ms, at_ms)
