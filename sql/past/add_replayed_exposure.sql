-- A feed of the replay offered a post, or the owner would have looked at an edition of it.
--   @feed, @edition  whose
--   @uri_hash        64 bits; 0: a look
--   @kind            offered, seen
--   @at_ms           unix ms
insert into temp.replayed_exposures (feed, uri_hash, kind, edition, at_ms)
values (@feed, @uri_hash, @kind, @edition, @at_ms)
on conflict do nothing
