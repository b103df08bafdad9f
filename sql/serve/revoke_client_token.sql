-- Ends a token.
--   @token_key      which
--   @revoked_at_ms  unix ms
update client_tokens set revoked_at_ms = @revoked_at_ms
 where token_key = @token_key and revoked_at_ms is null
