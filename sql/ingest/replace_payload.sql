-- The stored JSON of a status, without what it quoted.
--   @status_key      which
--   @body            JSON
--   @observed_at_ms  unix ms: what was asked for before does not bring the other back
update payloads
   set body = @body, observed_at_ms = max(observed_at_ms, @observed_at_ms), codec = 0,
       dictionary_key = null
 where status_key = @status_key
