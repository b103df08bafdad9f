-- The API's JSON of a status, without its account, in the place of what stands there: whoever calls
-- it knows that this is the later text.
--   @status_key      which
--   @body            JSON
--   @observed_at_ms  unix ms
insert into payloads (status_key, body, observed_at_ms)
values (@status_key, @body, @observed_at_ms)
on conflict do update
   set body = excluded.body, observed_at_ms = excluded.observed_at_ms, codec = 0,
       dictionary_key = null
