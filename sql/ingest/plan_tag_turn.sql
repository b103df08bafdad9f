-- A followed tag, whose own timeline is to be read for a hole after all authors.
--   @hole_key  which hole
--   @name      the tag's
insert into crawl_turns (hole_key, kind, subject, place, outcome)
select @hole_key, 'tag', @name, count(*) + 1, 'waiting' from crawl_turns where hole_key = @hole_key
on conflict do nothing
