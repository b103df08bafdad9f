-- An act of the owner that stands, on a post that the server calls by another id since.
--   @login_key, @uri_hash, @kind  which
--   @status_id                    the id that holds now
update actions set status_id = @status_id
 where login_key = @login_key and uri_hash = @uri_hash and kind = @kind and undone_at_ms is null
