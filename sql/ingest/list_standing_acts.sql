-- Which acts of the owner on a status stand, since when, and by which of its ids.
--   @login_key, @uri_hash  whose, which
select kind, at_ms, status_id from actions
 where login_key = @login_key and uri_hash = @uri_hash and undone_at_ms is null
