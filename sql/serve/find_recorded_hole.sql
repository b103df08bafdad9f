-- A hole, with both of its ends.
--   @hole_key  which
select from_ms, coalesce(to_ms, noticed_at_ms) as to_ms, state from holes where hole_key = @hole_key
