-- The percentile of each candidate in its author's own history, at the same age: of all posts with
-- counts in the candidate's latest age class, the share that drew less; ties take the middle rank.
-- Shrunk by four posts towards authors of like following. docs/signals.md.
--
--   @now_ms  the moment, unix ms
--
-- Posts of one author and age that drew the same are counted together before anything is ranked:
-- of a million counts a quarter is left to sort.
update pool
   set standing = ranked.standing,
       compared_posts = ranked.compared_posts,
       -- ((1 − p + 0.05) / 0.55)^−½: × 0.72 … 3.3
       standing_micro = cast(round(-0.5 * ln_micro((1.05 - ranked.standing) / 0.55)) as integer)
  from (
    with
    latest as materialized (           -- the last snapshot in each age class
      select status_key, age_class, favourites + 2 * boosts + replies as response
        from snapshots
       where age_class < 3 and observed_at_ms <= @now_ms
         and observed_at_ms > @now_ms - 60 * 86400000
         and not exists (select 1 from snapshots as later
                          where later.status_key = snapshots.status_key
                            and later.observed_at_ms > snapshots.observed_at_ms
                            and later.observed_at_ms <= @now_ms
                            and later.age_class = snapshots.age_class)
    ),
    alike as materialized (
      select account_key as author_key,
             cast(ln_micro(followers + 1) / 693147 as integer) as following
        from accounts
    ),
    own as materialized (
      select author_key, age_class, response, count(*) as ties
        from latest
       cross join statuses using (status_key)
       where deleted_at_ms is null and came_home
       group by author_key, age_class, response
    ),
    own_ranked as materialized (
      select author_key, age_class, response, ties,
             sum(ties) over (own rows unbounded preceding) - ties as below,
             sum(ties) over (own rows between unbounded preceding and unbounded following) as n
        from own
      window own as (partition by author_key, age_class order by response)
    ),
    alike_ranked as materialized (
      select following, age_class, response, ties,
             sum(ties) over (alike rows unbounded preceding) - ties as below,
             sum(ties) over (alike rows between unbounded preceding and unbounded following)
               as n
        from (select following, age_class, response, sum(ties) as ties
                from own
                join alike using (author_key)
               group by following, age_class, response)
      window alike as (partition by following, age_class order by response)
    ),
    candidate as materialized (        -- by its latest age class
      select pool.author_key, pool.status_key, max(age_class) as age_class, response
        from latest
       cross join pool using (status_key)
       group by status_key
    )
    select candidate.author_key, status_key, own.n as compared_posts,
           (iif(own.n > 1, own.below + (own.ties - 1) / 2.0, 0.0)
            + 4.0 * iif(liked.n > 1, (liked.below + (liked.ties - 1) / 2.0) / (liked.n - 1),
                0.5)) / (own.n + 3.0) as standing
      from candidate
      join own_ranked as own using (author_key, age_class, response)
      join alike using (author_key)
      join alike_ranked as liked using (following, age_class, response)
  ) as ranked
 where pool.author_key = ranked.author_key and pool.status_key = ranked.status_key
   and (pool.standing is not ranked.standing or pool.compared_posts <> ranked.compared_posts)
