-- The home as it came: the newest entries at a moment, newest first; boosts are entries too.
--
--   @until_ms  unix ms; nothing that reached us later
--   @limit     most entries
select arrivals.arrival_key, arrivals.status_key, arrivals.entered_at_ms,
       boosters.display_name as booster_name, boosters.handle as booster_handle
  from arrivals
  left join accounts as boosters on boosters.account_key = arrivals.booster_key
 where arrivals.arrived_at_ms <= @until_ms
   and arrivals.removed_at_ms is null
 order by arrivals.arrived_at_ms desc, arrivals.arrival_key desc
 limit @limit
