-- How many bodies are older than what is kept; some of them may stay for a while.
--   @before_ms  observed before this, unix ms
select count(*) as bodies from payloads where observed_at_ms < @before_ms
