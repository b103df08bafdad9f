-- Whether anything is old enough to leave the store soon.
--   @leaving_ms  what arrived up to then leaves soon, unix ms
select exists (select 1 from arrivals where arrived_at_ms <= @leaving_ms) as has_any
