-- So is an earlier text.
--   @status_key, @replaced_at_ms  which, unix ms
--   @codec                        1 deflate, 2 deflate with a dictionary
--   @dictionary_key               which dictionary, or null
--   @body                         the packed bytes
update versions set codec = @codec, dictionary_key = @dictionary_key, body = @body
 where status_key = @status_key and replaced_at_ms = @replaced_at_ms
