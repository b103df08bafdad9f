-- Since when the home is known, holes included: what lies before was never asked for.
--   @login_key  whose
select min(at_ms) as at_ms
  from (select min(arrived_at_ms) as at_ms from arrivals where login_key = @login_key
        union all
        select min(from_ms) from holes where login_key = @login_key)
