-- How much later, by our clock, the latest streamed entries came than the server says they were
-- made. Below zero our clock is behind the server's.
--
--   @latest    how many entries to look at, >= 1
select count(*) as entries, coalesce(min(arrived_at_ms - entered_at_ms), 0) as least_lag_ms
  from (select arrived_at_ms, entered_at_ms
          from arrivals
         where how = 'stream'
         order by arrived_at_ms desc
         limit @latest)
