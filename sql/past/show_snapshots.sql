-- The counts that had been observed as of the moment of the replay.
create temp view snapshots as
select status_key, observed_at_ms, age_class, favourites, boosts, replies
  from main.snapshots
 where observed_at_ms <= as_of_ms()
