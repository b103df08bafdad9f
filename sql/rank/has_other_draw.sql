-- Whether another feed was drawn in a stretch of time.
--   @feed            a name
--   @from_ms, @to_ms  unix ms
select exists (select 1 from editions
                where drawn_at_ms > @from_ms and drawn_at_ms <= @to_ms and feed <> @feed) as found
