-- Candidates as of the moment of the replay on which the owner acted for the first time in a
-- stretch of time after it, and did not take it back.
--   @from_ms, @to_ms  after the first, up to the second, unix ms
select statuses.status_key, statuses.uri, min(act.at_ms) as acted_at_ms
  from main.actions as act
 cross join main.statuses using (uri_hash)
 cross join temp.pool using (status_key)
 where act.at_ms > @from_ms and act.at_ms <= @to_ms and act.undone_at_ms is null
   and act.kind in ('favourite', 'reblog', 'bookmark', 'reply', 'more') and held = 0
   and not exists (select 1 from main.actions as earlier
                    where earlier.uri_hash = act.uri_hash and earlier.at_ms <= @from_ms
                      and earlier.undone_at_ms is null
                      and earlier.kind in ('favourite', 'reblog', 'bookmark', 'reply', 'more'))
 group by statuses.status_key
 order by acted_at_ms, statuses.uri
