-- Whether a login's server has told what it calls a status.
--   @login_key   whose server
--   @status_key  which
select 1 as found from server_ids
 where status_key = @status_key and login_key = @login_key
 limit 1
