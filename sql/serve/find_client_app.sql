-- A registered client.
--   @client_id  its name here
select client_id, secret_hash, name, website, redirect_uris, scopes, created_at_ms
  from client_apps
 where client_id = @client_id
