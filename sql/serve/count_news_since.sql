-- How many home entries reached us after a moment, and by how many people they are.
--
--   @since_ms  unix ms
select count(*) as posts, count(distinct author_key) as people
  from arrivals
  join statuses using (status_key)
 where arrived_at_ms > @since_ms
   and removed_at_ms is null
