-- Our key of the status with this address.
--
--   @uri_hash  64 bits
--   @uri       the address itself
select status_key
  from statuses
 where uri_hash = @uri_hash
   and uri = @uri
