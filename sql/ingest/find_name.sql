-- What a login's server calls a status; nothing where it never told.
--   @login_key   whose server
--   @status_key  which
select server_id from server_ids
 where status_key = @status_key and login_key = @login_key
 order by server_id
 limit 1
