-- How many posts the owner's servers have let go that stay here, and the least age of one of them,
-- ms, when that showed.
--   @since_ms  as it showed since then, unix ms
select count(*) as posts, min(noticed_at_ms - born_ms) as least_age_ms
  from absences
  join server_ids using (login_key, server_id)
  join statuses using (status_key)
 where noticed_at_ms >= @since_ms
