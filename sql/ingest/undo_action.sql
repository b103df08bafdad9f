-- Taken back.
--   @login_key, @uri_hash, @kind  which
--   @undone_at_ms                 unix ms
update actions set undone_at_ms = @undone_at_ms
 where login_key = @login_key and uri_hash = @uri_hash and kind = @kind
   and at_ms <= @undone_at_ms and undone_at_ms is null
