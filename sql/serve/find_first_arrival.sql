-- When something first reached us.
select min(arrived_at_ms) as at_ms from arrivals
