-- The same of the entry that such a post is in the home, which is no boost: it came once.
--   @login_key, @server_id  the id that holds now
--   @status_key             which post
update or ignore arrivals set server_id = @server_id
 where login_key = @login_key and status_key = @status_key and booster_key is null
