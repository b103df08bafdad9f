-- 1 where a server has let go anything that stays here.
select exists (select 1 from departures where left_at_ms < 0) as found
