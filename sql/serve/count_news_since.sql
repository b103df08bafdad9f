-- How many posts that reached us after a moment are unseen, and by how many people they are.
--
--   @since_ms  unix ms
select count(distinct status_key) as posts, count(distinct author_key) as people
  from arrivals
  join statuses using (status_key)
 where arrived_at_ms > @since_ms
   and removed_at_ms is null
   and not exists (select 1 from exposures
                    where exposures.uri_hash = statuses.uri_hash
                      and kind in ('seen', 'opened') and undone_at_ms is null)
