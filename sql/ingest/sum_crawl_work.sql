-- What is left to be asked of the server, over all holes. One reading serves several of them.
--   @login_key  whose holes
select coalesce(sum(is_unasked), 0) as unasked,
       coalesce(sum(is_waiting), 0) as waiting,
       coalesce(sum(is_waiting and kind = 'tag'), 0) as tags,
       coalesce(sum(iif(is_waiting, pages, 0)), 0) as requests,
       coalesce(sum(iif(is_waiting, pages - is_new, 0)), 0) as with_cursor
  from (select kind, max(outcome = 'unasked') as is_unasked, max(outcome = 'waiting') as is_waiting,
               max(iif(outcome = 'waiting', max(pages, 1), 0)) as pages,
               max(outcome = 'waiting' and max_id is null) as is_new
          from crawl_turns
          join holes using (hole_key)
         where login_key = @login_key and state = 'open'
         group by kind, subject)
