-- Whether an act of a kind stands.
--   @login_key, @uri_hash, @kind  which
select action_key from actions
 where login_key = @login_key and uri_hash = @uri_hash and kind = @kind and undone_at_ms is null
 limit 1
