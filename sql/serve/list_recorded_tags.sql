-- The tags that a login followed from a moment on, or ever.
--   @login_key  whose
--   @after_ms   those given up by then are left out, unix ms; null: none are
select name
  from followed_tags
  join tags using (tag_key)
 where login_key = @login_key
   and (@after_ms is null or ended_at_ms is null or ended_at_ms > @after_ms)
 order by name
