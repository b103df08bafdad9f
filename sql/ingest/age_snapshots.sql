-- The ages of what was counted of a status that turns out to be older than we thought.
--   @status_key  which
update snapshots
   set age_class = case when age_ms < 1800000 or age_ms >= 288000000 then 3 -- 0.5 h, 80 h
                        when age_ms < 10800000 then 0                       -- 3 h
                        when age_ms < 50400000 then 1                       -- 14 h
                        else 2 end
  from (select observed_at_ms as counted_at_ms, observed_at_ms - born_ms as age_ms
          from snapshots
          join statuses using (status_key)
         where status_key = @status_key)
 where status_key = @status_key and observed_at_ms = counted_at_ms
