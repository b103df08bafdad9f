-- What the owner did to a status that was known by the server's id alone, as it now has a name.
--   @login_key  whose acts
--   @uri_hash   64 bits, of its name
--   @id_hash    64 bits, of the server's id: what they were kept under
--   @server_id  the server's id
update or ignore actions set uri_hash = @uri_hash, uri = null
 where login_key = @login_key and uri_hash = @id_hash and uri = @server_id
