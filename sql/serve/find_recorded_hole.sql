-- A hole that has ended. One that lasts is in no recording: it has no end yet.
--   @hole_key  which
select from_ms, to_ms, state from holes where hole_key = @hole_key and to_ms is not null
