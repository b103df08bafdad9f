-- A body comes back packed.
--   @status_key      which
--   @codec           1 deflate, 2 deflate with a dictionary
--   @dictionary_key  which dictionary, or null
--   @observed_at_ms  as it was, unix ms
--   @body            the packed bytes
insert into payloads (status_key, codec, dictionary_key, observed_at_ms, body)
values (@status_key, @codec, @dictionary_key, @observed_at_ms, @body)
