-- Gives a client its token, kept as its hash alone.
--   @token_hash     SHA-256 of the token
--   @client_id      whose
--   @scopes         words with spaces between
--   @of_owner       1: the owner said yes; 0: the app's own, which reads nothing
--   @counts_seen    0: what is read with it never counts as seen
--   @created_at_ms  unix ms
insert into client_tokens (token_hash, client_id, scopes, of_owner, counts_seen, created_at_ms)
values (@token_hash, @client_id, @scopes, @of_owner, @counts_seen, @created_at_ms)
on conflict do nothing
