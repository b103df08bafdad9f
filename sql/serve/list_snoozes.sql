-- What is snoozed, the first to come back first. Its author is unknown where it is not stored.
--   @now_ms  unix ms
select status_id, coalesce(actions.uri, statuses.uri) as uri, handle,
       min(at_ms) as at_ms, max(until_ms) as until_ms
  from actions
  left join statuses using (uri_hash)
  left join accounts on account_key = author_key
 where kind = 'snooze' and at_ms <= @now_ms and until_ms > @now_ms
   and (undone_at_ms is null or undone_at_ms > @now_ms)
 group by uri_hash
 order by until_ms, uri
