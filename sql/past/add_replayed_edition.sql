-- A feed of the replay drew an edition.
--   @feed, @edition  its name; the number
--   @drawn_at_ms     unix ms
insert into temp.replayed_editions (feed, edition, drawn_at_ms)
values (@feed, @edition, @drawn_at_ms)
