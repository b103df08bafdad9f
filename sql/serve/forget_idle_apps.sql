-- Clients that registered and were never let in by the owner, but for the newest of them: any web
-- page may register as many as it likes.
--   @keep  how many stay
delete from client_apps
 where client_id in (select client_id from client_apps
                      where client_id not in (select client_id from client_tokens
                                               where of_owner = 1)
                      order by created_at_ms desc, client_id
                      limit -1 offset @keep)
