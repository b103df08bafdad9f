-- Counts kept at an age: appended, never changed (of two with one time the greater stay).
--   @status_key                     which
--   @observed_at_ms                 unix ms
--   @age_class                      0, 1, 2; 3 outside them
--   @favourites, @boosts, @replies  counts, >= 0
insert into snapshots (status_key, observed_at_ms, age_class, favourites, boosts, replies)
values (@status_key, @observed_at_ms, @age_class, @favourites, @boosts, @replies)
on conflict do update
   set favourites = excluded.favourites, boosts = excluded.boosts, replies = excluded.replies
 where (excluded.favourites, excluded.boosts, excluded.replies) > (favourites, boosts, replies)
