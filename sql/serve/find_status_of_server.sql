-- Our key of the status that a server calls by an id: the parent of a reply.
--
--   @login_key  whose home
--   @server_id  the server's id
select status_key
  from server_ids
 where login_key = @login_key
   and server_id = @server_id
