-- What the owner took back on a status at some moment or later.
--   @login_key, @uri_hash  whose, which
--   @since_ms              unix ms
select kind from actions
 where login_key = @login_key and uri_hash = @uri_hash and undone_at_ms >= @since_ms
