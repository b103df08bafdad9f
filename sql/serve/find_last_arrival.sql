-- When something last reached us.
select max(arrived_at_ms) as at_ms from arrivals
