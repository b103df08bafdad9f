-- The home as it came: the newest entries at a moment, newest first; boosts are entries too. What
-- left the home only later stood in it then.
--
--   @until_ms  unix ms; nothing that reached us later, or had left by then
--   @limit     most entries
select arrivals.status_key, arrivals.entered_at_ms,
       statuses.uri, authors.handle as author_handle,
       boosters.display_name as booster_name, boosters.handle as booster_handle
  from arrivals
  join statuses using (status_key)
  join accounts as authors on authors.account_key = statuses.author_key
  left join accounts as boosters on boosters.account_key = arrivals.booster_key
 where arrivals.arrived_at_ms <= @until_ms
   and (arrivals.removed_at_ms is null or arrivals.removed_at_ms > @until_ms)
 order by arrivals.arrived_at_ms desc, arrivals.arrival_key desc
 limit @limit
