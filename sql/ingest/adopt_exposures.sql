-- What the reader had of a status that was known by the server's id alone, as it now has a name.
--   @uri_hash   64 bits, of its name
--   @id_hash    64 bits, of the server's id: what it was kept under
--   @server_id  the server's id
update or ignore exposures set uri_hash = @uri_hash, uri = null
 where uri_hash = @id_hash and uri = @server_id
