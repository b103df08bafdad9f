-- What else the home holds of one status's occasion, seen or not: the other parts of its author's own
-- thread, in order, then other posts of its link. What is held back is not named.
--
--   @status_key  which
--   @since_ms    posts of its link that were born before this are another story, unix ms
--   @now_ms      what came later is not known yet, unix ms
--   @limit       most of them
with

asked as materialized (
  select author_key, link_key from statuses where status_key = @status_key
),
owner as materialized (
  select owner_key from logins where owner_key is not null
),

-- Back to the beginning of the thread, as far as nothing is deleted: an export does not hold that …
earlier as (
  select status_key as part_key, 0 as steps
    from statuses
   where status_key = @status_key
  union
  select parent.status_key, steps + 1
    from earlier
    join statuses on statuses.status_key = part_key
    join server_ids on server_id = statuses.reply_to_id
    join statuses as parent on parent.status_key = server_ids.status_key
   where statuses.reply = 2 and steps < 100 and login_key in (select login_key from logins)
     and parent.deleted_at_ms is null
),
-- … and from there through all that continues it. `cross join` keeps SQLite from reading all that
-- the author ever wrote instead, and below, in a rebuilt past, all that anybody did.
part as (
  select part_key, 0 as steps
    from (select part_key, max(steps) from earlier)
  union
  select later.status_key, steps + 1
    from part
    join server_ids on server_ids.status_key = part_key
   cross join statuses as later on later.reply_to_id = server_id and later.reply = 2
   where steps < 100 and later.author_key = (select author_key from asked)
     and later.deleted_at_ms is null
),

other as (
  select part_key as status_key, 1 as is_part from part
  union all
  select status_key, 0
    from statuses
   where link_key = (select link_key from asked) and born_ms >= @since_ms
)

select statuses.uri
  from other
 cross join statuses using (status_key)
 where other.status_key <> @status_key
   and deleted_at_ms is null and visibility <> 'direct'
   and author_key not in (select owner_key from owner)
   and exists (select 1 from arrivals
                where arrivals.status_key = other.status_key and arrived_at_ms <= @now_ms
                  and (removed_at_ms is null or removed_at_ms > @now_ms))
   and not exists (select 1 from pool
                    where pool.author_key = statuses.author_key
                      and pool.status_key = other.status_key and held)
 group by statuses.uri
 order by max(is_part) desc, born_ms, statuses.uri
 limit @limit
