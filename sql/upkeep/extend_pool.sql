-- The pool reaches up to the newest status: pour_candidates has been done.
update pool_extent
   set through_key = (select coalesce(max(status_key), 0) from statuses)
