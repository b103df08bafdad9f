-- A page that has had its answer: it was read, or hurried past.
--   @token_key, @timeline  whose, of which timeline
delete from client_pages where token_key = @token_key and timeline = @timeline
