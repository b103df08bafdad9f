-- The tags whose own timelines are read for a hole, in that order.
--   @hole_key  which hole
select subject as name
  from crawl_turns
 where hole_key = @hole_key and kind = 'tag'
 order by place, subject
