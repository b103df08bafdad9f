-- Who speaks in an edition, when each post reached us, and when its author was last seen before.
--   @edition  its number
--   @now_ms   when it was drawn, unix ms
select entries.uri, handle,
       (select min(arrived_at_ms) from arrivals
         where arrivals.status_key = statuses.status_key) as arrived_ms,
       (select max(at_ms)
          from exposures
          join statuses as earlier using (uri_hash)
         where earlier.author_key = statuses.author_key and kind in ('seen', 'opened')
           and at_ms < @now_ms and at_ms > @now_ms - 30 * 86400000
           and undone_at_ms is null) as last_heard_ms
  from entries
  join statuses using (status_key)
  join accounts on accounts.account_key = statuses.author_key
 where edition = @edition
