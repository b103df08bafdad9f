-- The page that a client was served last.
--   @token_key, @timeline  whose, of which timeline
select served_at_ms, last_outer_id, last_inner_id, entries
  from client_pages
 where token_key = @token_key and timeline = @timeline
