-- Since when the home is known, holes included: what lies before was never asked for.
--   @login_key  whose
--
-- The plus keeps SQLite from reading all that the login ever received: the index by time is meant.
select min(at_ms) as at_ms
  from (select at_ms from (select arrived_at_ms as at_ms
                             from arrivals
                            where +login_key = @login_key
                            order by arrived_at_ms
                            limit 1)
        union all
        select min(from_ms) from holes where login_key = @login_key)
