-- Notes that a token is in use.
--   @token_key   which
--   @used_at_ms  unix ms
update client_tokens set used_at_ms = @used_at_ms where token_key = @token_key
