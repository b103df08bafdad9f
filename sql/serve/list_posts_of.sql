-- What is stored of one person, the latest first.
--   @author_key       who
--   @login_key        whose home names them
--   @before           what was written before this post alone; null: all of it
--   @with_media       1: with pictures, film or sound
--   @without_replies  1: no answers to others
--   @limit            most posts
with theirs as (
  select status_key from posts_by_author where author_key = @author_key
  union all
  select status_key
    from statuses
   where status_key > (select through_key from posts_extent)
     and author_key = @author_key
)
select status_key,
       (select min(server_id) from server_ids
         where server_ids.status_key = statuses.status_key and login_key = @login_key) as server_id
  from theirs
 cross join statuses using (status_key)
 where deleted_at_ms is null
   and visibility <> 'direct'
   and (@with_media = 0 or media > 0)
   and (@without_replies = 0 or reply <> 1)
   and (@before is null
        or (created_at_ms, status_key) < (select created_at_ms, status_key
                                            from statuses as last
                                           where last.status_key = @before))
 order by created_at_ms desc, status_key desc
 limit @limit
