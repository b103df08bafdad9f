-- When the owner first saw, opened or did something in a stretch of time: an edition of then would
-- have been opened.
--   @from_ms, @to_ms  after the first, up to the second, unix ms
select min(at_ms) as at_ms
  from (select min(at_ms) as at_ms from main.exposures
         where kind = 'seen' and at_ms > @from_ms and at_ms <= @to_ms
        union all
        select min(at_ms) from main.exposures
         where kind = 'opened' and at_ms > @from_ms and at_ms <= @to_ms
        union all
        select min(at_ms) from main.actions
         where kind <> 'snooze' and at_ms > @from_ms and at_ms <= @to_ms)
