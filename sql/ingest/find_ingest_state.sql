-- How ingest stands.
--   @login_key, @name  whose, what
select value, at_ms from ingest_state where login_key = @login_key and name = @name
