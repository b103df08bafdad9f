-- How often each candidate was told of in an edition that was opened: by its own offers, and by
-- those of what is unseen and named it, another post of its story or an earlier part of its own
-- thread. They rest and tire together. One edition tells a story once, so offers add up.
--
-- `cross join` keeps SQLite from reading all that its author ever posted, for each that was offered;
-- and of a story it adds up the offers for each post of it where that stands, since one link may be
-- under every post of somebody, and all pairs would have to be sorted.
--
--   @now_ms  the moment, unix ms
update pool
   set told = counted.told, told_until = counted.told_until
  from (
    with
    teller as materialized (
      select author_key, status_key, link_key, born_ms, offers,
             rests_until + 1 - (1 << (min(offers, 4) - 1)) as last_nth,
             (select max(at_ms) from exposures
               where exposures.uri_hash = pool.uri_hash and kind = 'offered' and at_ms <= @now_ms
                 and (undone_at_ms is null or undone_at_ms > @now_ms)) as told_ms
        from pool
       where offers > 0
    ),
    thread as (
      select author_key, status_key as teller_key, status_key as part_key, 0 as steps from teller
      union
      select thread.author_key, teller_key, later.status_key, steps + 1
        from thread
       cross join server_ids on server_ids.status_key = part_key
       cross join statuses as later on later.reply_to_id = server_id and later.reply = 2
       where steps < 100 and later.author_key = thread.author_key
         and later.deleted_at_ms is null
    ),
    by_story as (
      select pool.author_key, pool.status_key, sum(teller.offers) as told,
             max(last_nth) as last_nth
        from pool
       cross join teller using (link_key)
       where pool.born_ms between teller.born_ms - 30 * 86400000
                              and teller.born_ms + 30 * 86400000
         and arrived_ms <= told_ms
       group by pool.author_key, pool.status_key
    ),
    -- What is of one story as well is counted there.
    by_thread as (
      select pool.author_key, pool.status_key, teller.offers as told, last_nth
        from (select distinct author_key, teller_key, part_key from thread) as part
        join teller on teller.status_key = teller_key
       cross join pool on pool.author_key = part.author_key and pool.status_key = part_key
       where arrived_ms <= told_ms
         and (pool.link_key is not teller.link_key or pool.link_key is null
              or abs(pool.born_ms - teller.born_ms) > 30 * 86400000)
    )
    select author_key, status_key, sum(told) as told,
           max(last_nth) - 1 + (1 << (min(sum(told), 4) - 1)) as told_until
      from (select * from by_story union all select * from by_thread)
     group by author_key, status_key
  ) as counted
 where pool.author_key = counted.author_key and pool.status_key = counted.status_key
