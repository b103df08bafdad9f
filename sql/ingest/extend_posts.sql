-- Posts stand by their authors up to this one: pour_posts has been done.
--
--   @through_key  of statuses
update posts_extent set through_key = @through_key
