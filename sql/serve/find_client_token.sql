-- A token that is good, and its app.
--   @token_hash  SHA-256 of what the client sent
select token_key, client_tokens.client_id, client_tokens.scopes, of_owner, counts_seen, used_at_ms,
       name, website
  from client_tokens
  join client_apps using (client_id)
 where token_hash = @token_hash
   and revoked_at_ms is null
