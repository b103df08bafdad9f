-- The stored JSON of a status, and when it was observed.
--   @status_key  which
select cast(body as text) as body, observed_at_ms from payloads where status_key = @status_key
    and codec = 0
