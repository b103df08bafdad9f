-- How many bodies are older than what is kept; some of them may stay for a while.
--   @before_ms  observed before this, unix ms
select (select count(*) from payloads where codec <> 0 and observed_at_ms < @before_ms)
     + (select count(*) from payloads where codec = 0 and observed_at_ms < @before_ms) as bodies
