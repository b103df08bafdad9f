-- The home as it came: the newest entries up to a moment, each status once.
--   @now_ms  unix ms
--   @size    most entries
select uri, handle, max(entered_at_ms) as arrived_ms
  from arrivals
  join statuses using (status_key)
  join accounts on accounts.account_key = author_key
 where arrived_at_ms <= @now_ms and arrived_at_ms > @now_ms - 14 * 86400000
 group by status_key
 order by arrived_ms desc, uri
 limit @size
