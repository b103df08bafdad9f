-- The holes that one page of an author or a tag serves: it is read from the same place on for all.
--   @login_key, @kind, @subject  whose, which
--   @max_id                      where reading goes on, null: at the newest
select hole_key, from_ms, to_ms, pages
  from crawl_turns
  join holes using (hole_key)
 where login_key = @login_key and kind = @kind and subject = @subject
   and state = 'open' and outcome = 'waiting' and max_id is @max_id
 order by from_ms
