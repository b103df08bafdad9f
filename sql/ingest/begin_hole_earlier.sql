-- The hole that lasts begins earlier: a sweep found something new between both moments, so the
-- stream had been deaf while no poll came through.
--   @login_key    whose home
--   @from_ms      where it begins then, unix ms
--   @asked_at_ms  when the sweep began
update holes
   set from_ms = @from_ms
 where login_key = @login_key and to_ms is null and from_ms > @from_ms
   and exists (select 1 from arrivals
                where arrived_at_ms >= @asked_at_ms and how = 'sweep'
                  and +arrivals.login_key = holes.login_key
                  and entered_at_ms >= @from_ms and entered_at_ms < holes.from_ms)
