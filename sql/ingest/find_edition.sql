-- Whether an edition is here already.
--   @feed, @seed, @drawn_at_ms  its name, its seed, unix ms
select edition from editions where feed = @feed and seed = @seed and drawn_at_ms = @drawn_at_ms
