-- Registers a client. The secret is kept as its hash alone.
--   @client_id      its name here
--   @secret_hash    SHA-256 of the secret
--   @name, @website as it calls itself; no website: null
--   @redirect_uris  JSON array of addresses
--   @scopes         words with spaces between
--   @created_at_ms  unix ms
insert into client_apps
  (client_id, secret_hash, name, website, redirect_uris, scopes, created_at_ms)
values (@client_id, @secret_hash, @name, @website, @redirect_uris, @scopes, @created_at_ms)
