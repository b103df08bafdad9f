-- Statuses with a hash: one, save for a collision.
--   @uri_hash  64 bits
select status_key from statuses where uri_hash = @uri_hash
