-- How much there is, for `driftline stats`. Seen means seen or opened: served is not seen. Unseen is
-- what may come yet: neither acted on, nor the owner's own. What the owner's acts alone brought here
-- is not counted: it never stood in the home.
select (select count(*) from statuses where deleted_at_ms is null and came_home) as statuses,
       (select count(*) from statuses where deleted_at_ms is not null)     as deleted,
       (select count(*) from arrivals)                                     as arrivals,
       (select count(*) from accounts)                                     as accounts,
       (select count(*) from snapshots)                                    as snapshots,
       (select count(*) from editions)                                     as editions,
       (select count(*)
          from (select uri_hash from exposures      -- in its order, so that nothing is sorted
                 where +kind in ('seen', 'opened') and undone_at_ms is null
                 group by uri_hash)
          join statuses using (uri_hash)
         where deleted_at_ms is null)                                      as seen,
       (select count(*) from candidates)                                   as unseen,
       (select min(arrived_at_ms) from arrivals)                           as first_arrival_at_ms,
       (select max(arrived_at_ms) from arrivals)                           as last_arrival_at_ms
