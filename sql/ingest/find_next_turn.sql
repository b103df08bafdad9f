-- Who is read next, and from where on; whoever was begun with is read to the end first.
--   @login_key           whose holes
--   @but_kind, @but_subject  somebody who is passed over, or nulls
select kind, subject, max_id
  from crawl_turns
  join holes using (hole_key)
 where login_key = @login_key and state = 'open' and outcome = 'waiting'
   and (kind, subject) is not (@but_kind, @but_subject)
 order by max_id is null, place, kind, subject
 limit 1
