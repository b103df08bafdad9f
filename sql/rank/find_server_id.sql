-- What the owner's server calls a status.
--   @status_key  which
select server_id from server_ids where status_key = @status_key order by login_key limit 1
