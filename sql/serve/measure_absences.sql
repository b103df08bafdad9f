-- How many posts the owner's servers have let go that stay here, and the least age of one of them,
-- ms, when that showed.
--   @since_ms  as it showed since then, unix ms
select count(*) as posts, min(-left_at_ms - born_ms) as least_age_ms
  from departures
  join server_ids using (login_key, server_id)
  join statuses using (status_key)
 where left_at_ms < 0 and -left_at_ms >= @since_ms
