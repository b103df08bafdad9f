-- How far a client said that it had read.
--   @token_key, @timeline  whose, in which timeline
select last_read_id, version, updated_at_ms
  from client_markers
 where token_key = @token_key and timeline = @timeline
