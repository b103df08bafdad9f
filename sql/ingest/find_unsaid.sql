-- Whether a sweep found what the stream should have said before it: entries of a stretch of time.
--   @login_key           whose home
--   @asked_at_ms         when the sweep began, unix ms
--   @from_ms, @until_ms  the stretch, unix ms
--
-- The plus keeps SQLite from reading all that the login ever received: the index by time is meant.
select exists (select 1 from arrivals
                where arrived_at_ms >= @asked_at_ms and how = 'sweep'
                  and +login_key = @login_key
                  and entered_at_ms >= @from_ms and entered_at_ms < @until_ms) as is_unsaid
