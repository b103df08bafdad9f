-- The server calls a post by another id than before: it had let it go and fetched it anew, or lost
-- it and had it sent again.
--   @login_key, @server_id  the id that holds now
--   @status_key             which post
update or ignore server_ids set server_id = @server_id
 where login_key = @login_key and status_key = @status_key
