-- When a candidate came, how many editions must have been opened before it is offered again,
-- whether by offers of its story or its thread, and whether the owner always wants its author, who
-- knows no rest, or put it off until a day that has come.
--   @status_key  which
--   @now_ms      unix ms
select arrived_ms, told_until as rests_until, told as offers, told > offers as is_by_others,
       exists (select 1 from dials
                 join accounts on handle = subject
                where account_key = pool.author_key and kind = 'account' and word = 'always'
                  and said_at_ms <= @now_ms and (until_ms is null or until_ms > @now_ms))
         or exists (select 1 from actions
                     where actions.uri_hash = pool.uri_hash and kind = 'snooze'
                       and undone_at_ms is null and until_ms <= @now_ms)
         as is_wanted
  from pool
 where pool.status_key = @status_key
   and pool.author_key = (select author_key from statuses where status_key = @status_key)
