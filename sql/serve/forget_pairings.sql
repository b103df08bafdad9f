-- Links that were void before a moment are of no interest any more.
--
--   @before_ms   unix ms
delete from pairings
 where ends_at_ms < @before_ms
