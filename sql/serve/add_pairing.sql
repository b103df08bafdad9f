-- A one-time link by which one device may be paired.
--
--   @code_hash    SHA-256 of the link's code
--   @made_at_ms   unix ms
--   @ends_at_ms   unix ms, from when on it is void
insert into pairings (code_hash, made_at_ms, ends_at_ms)
values (@code_hash, @made_at_ms, @ends_at_ms)
