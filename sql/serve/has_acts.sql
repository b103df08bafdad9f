-- Whether the owner did or wished anything with a status: most of what is read, never.
--   @uri_hash  64 bits
select exists (select 1 from actions where uri_hash = @uri_hash)
       or exists (select 1 from outbox where uri_hash = @uri_hash) as found
