-- A body is stored packed from now on.
--   @status_key      which
--   @codec           1 deflate, 2 deflate with a dictionary
--   @dictionary_key  which dictionary, or null
--   @body            the packed bytes
update payloads set codec = @codec, dictionary_key = @dictionary_key, body = @body
 where status_key = @status_key
