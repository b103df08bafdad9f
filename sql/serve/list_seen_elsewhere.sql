-- What counts as seen because the owner said so of a stretch of time, and stands. `status_key` is
-- null where the status is not here any more.
--
--   @said_at_ms  when it was said, unix ms; null: whenever
--   @from_ms     start of the stretch in which they stood in the home, unix ms; null: any
--   @to_ms       its end, not included; null: any
select exposure_key, statuses.status_key
  from exposures
  left join statuses using (uri_hash)
 where kind = 'seen' and via = 'owner' and undone_at_ms is null
   and at_ms = coalesce(@said_at_ms, at_ms)
   and (@from_ms is null
        or exists (select 1 from arrivals
                    where arrivals.status_key = statuses.status_key
                      and entered_at_ms >= @from_ms and entered_at_ms < @to_ms))
