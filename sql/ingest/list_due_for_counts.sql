-- Posts that have come to an age at which counts are kept and have none of it yet, newest first: an
-- hour, six hours, a day after posting (within 0.5-3, 3-14, 14-80 h; docs/signals.md). The
-- candidates, and what was seen or acted on since: histories of what was not shown alone would say
-- that authors do worse than they do.
--   @login_key  whose server
--   @now_ms     unix ms
--   @within_ms  how soon that age is over, at most, ms: 56 h and more are all of them
--   @limit      most rows
--
-- `cross join` keeps SQLite from beginning with every id that the login ever had.
with posts as (
  select status_key, born_ms from candidates where born_ms > @now_ms - 80 * 3600000
  union
  select status_key, born_ms
    from exposures
   cross join statuses using (uri_hash)
   where kind in ('seen', 'opened') and at_ms > @now_ms - 80 * 3600000
     and born_ms > @now_ms - 80 * 3600000 and deleted_at_ms is null
  union
  select status_key, born_ms
    from actions
   cross join statuses using (uri_hash)
   where actions.login_key = @login_key and at_ms > @now_ms - 80 * 3600000
     and born_ms > @now_ms - 80 * 3600000 and deleted_at_ms is null
)
select server_id
  from posts
 cross join server_ids using (status_key)
 where login_key = @login_key
   and not exists (select 1 from absences
                    where absences.login_key = @login_key
                      and absences.server_id = server_ids.server_id)
   and ((born_ms between @now_ms - 3 * 3600000
                     and @now_ms - max(3600000, 3 * 3600000 - @within_ms)
         and not exists (select 1 from snapshots
                          where snapshots.status_key = posts.status_key and age_class = 0))
     or (born_ms between @now_ms - 14 * 3600000
                     and @now_ms - max(6 * 3600000, 14 * 3600000 - @within_ms)
         and not exists (select 1 from snapshots
                          where snapshots.status_key = posts.status_key and age_class = 1))
     or (born_ms between @now_ms - 80 * 3600000
                     and @now_ms - max(24 * 3600000, 80 * 3600000 - @within_ms)
         and not exists (select 1 from snapshots
                          where snapshots.status_key = posts.status_key and age_class = 2)))
 order by born_ms desc, server_id
 limit @limit
