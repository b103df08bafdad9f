-- The pool reaches up to a status, or up to the newest: pour_candidates has been done.
--
--   @through_key  of statuses
update pool_extent
   set through_key = min(@through_key, (select coalesce(max(status_key), 0) from statuses))
