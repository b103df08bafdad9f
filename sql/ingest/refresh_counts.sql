-- Fresh counts of a status. Older ones never overwrite newer ones; at equal times the greater stay.
--   @status_key                     which
--   @favourites, @boosts, @replies  counts, >= 0
--   @counts_at_ms                   when they were observed, unix ms
--   @ahead_ms                       unix ms; what was observed later was so by a clock ahead
update statuses
   set favourites = @favourites, boosts = @boosts, replies = @replies, counts_at_ms = @counts_at_ms
 where status_key = @status_key
   and (counts_at_ms > @ahead_ms
        or (@counts_at_ms, @favourites, @boosts, @replies)
           > (counts_at_ms, favourites, boosts, replies))
