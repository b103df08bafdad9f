-- The percentile of each candidate in its author's own history, at the same age: of all posts with
-- counts in the candidate's latest age class, the share that drew less; ties take the middle rank.
-- Shrunk by four posts towards authors of like following. docs/signals.md.
--
--   @now_ms  the moment, unix ms
update pool
   set standing = ranked.standing,
       -- ((1 − p + 0.05) / 0.55)^−½: × 0.72 … 3.3
       standing_micro = cast(round(-0.5 * ln_micro((1.05 - ranked.standing) / 0.55)) as integer)
  from (
    with
    latest as materialized (           -- the last snapshot in each age class
      select status_key, age_class, max(observed_at_ms) as observed_at_ms,
             favourites + 2 * boosts + replies as response
        from snapshots
       where age_class < 3 and observed_at_ms <= @now_ms
           and observed_at_ms > @now_ms - 60 * 86400000
       group by status_key, age_class
    ),
    compared as (
      select latest.status_key, age_class, response, author_key,
             cast(ln_micro(followers + 1) / 693147 as integer) as following
        from latest
        join statuses using (status_key)
        join accounts on accounts.account_key = author_key
       where deleted_at_ms is null and came_home
    ),
    counted as (
      select status_key, age_class,
             count(*) over own as n_own,
             rank() over (own order by response) - 1 as below_own,
             count(*) over (partition by author_key, age_class, response) as ties_own,
             count(*) over alike as n_like,
             rank() over (alike order by response) - 1 as below_like,
             count(*) over (partition by following, age_class, response) as ties_like
        from compared
      window own as (partition by author_key, age_class), alike as (partition by following,
          age_class)
    )
    select status_key, max(age_class) as age_class,
           (iif(n_own > 1, below_own + (ties_own - 1) / 2.0, 0.0)
            + 4.0 * iif(n_like > 1, (below_like + (ties_like - 1) / 2.0) / (n_like - 1),
                0.5)) / (n_own + 3.0) as standing
      from counted
     group by status_key
  ) as ranked
 where pool.status_key = ranked.status_key and pool.standing is not ranked.standing
