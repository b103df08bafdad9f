-- The posts that came last.
--   @login_key  to whose home
--   @limit      most rows
select server_ids.server_id
  from arrivals indexed by arrivals_by_time
 cross join statuses using (status_key)
 cross join server_ids using (status_key)
 where arrivals.login_key = @login_key
   and server_ids.login_key = @login_key
   and deleted_at_ms is null
 order by arrived_at_ms desc, arrival_key desc
 limit @limit
