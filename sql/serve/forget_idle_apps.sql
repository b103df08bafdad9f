-- Clients that registered and were never let in, but for the newest of them: any web page may
-- register as many as it likes.
--   @keep  how many stay
delete from client_apps
 where client_id in (select client_id from client_apps
                      where not exists (select 1 from client_tokens
                                         where client_tokens.client_id = client_apps.client_id)
                      order by created_at_ms desc, client_id
                      limit -1 offset @keep)
