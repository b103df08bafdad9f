-- How the reading of an author or a tag for a hole stands.
--   @hole_key, @kind, @subject  which
--   @outcome                    as in crawl_turns
--   @pages                      requests expected still, >= 0
--   @max_id                     where reading goes on, null: at the newest
update crawl_turns
   set outcome = @outcome, pages = @pages, max_id = @max_id
 where hole_key = @hole_key and kind = @kind and subject = @subject
