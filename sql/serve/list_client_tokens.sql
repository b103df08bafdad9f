-- The clients that the owner let in and has not turned away, who asked last first.
select token_key, name, client_tokens.scopes, counts_seen, client_tokens.created_at_ms, used_at_ms
  from client_tokens
  join client_apps using (client_id)
 where of_owner = 1
   and revoked_at_ms is null
 order by coalesce(used_at_ms, client_tokens.created_at_ms) desc, token_key desc
