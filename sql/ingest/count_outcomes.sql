-- How many authors and tags of a hole came to which end.
--   @hole_key  which
select kind, outcome, count(*) as turns
  from crawl_turns
 where hole_key = @hole_key
 group by kind, outcome
