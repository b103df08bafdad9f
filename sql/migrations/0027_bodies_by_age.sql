-- A body stands in one index by age and not in two: with those that are text still until it is
-- packed, with the packed ones after that.
drop index payloads_by_age;
create index payloads_packed on payloads (observed_at_ms, codec) where codec <> 0;
