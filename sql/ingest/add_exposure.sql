-- What the reader had of a status. Twice is once.
--   @uri_hash            64 bits
--   @uri                 its name, where the status is not here
--   @status_id           the server's id, null where not known
--   @kind                offered, served, seen, opened
--   @at_ms               unix ms
--   @edition, @position  where it stood, null elsewhere
--   @via                 page, api, import, owner
insert into exposures (uri_hash, uri, status_id, kind, at_ms, edition, position, via)
values (@uri_hash, @uri, @status_id, @kind, @at_ms, @edition, @position, @via)
on conflict do nothing
