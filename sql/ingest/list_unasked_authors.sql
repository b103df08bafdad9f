-- Authors of whom nobody asked yet whether they posted since, in the order in which they are read.
--   @login_key  whose holes
--   @limit      most rows
select subject
  from crawl_turns
  join holes using (hole_key)
 where login_key = @login_key and state = 'open' and outcome = 'unasked'
 group by subject
 order by min(place), subject
 limit @limit
