-- How many bodies are text still and old enough to be packed.
--   @before_ms  observed before this, unix ms
select count(*) as bodies
  from payloads
 where codec = 0 and observed_at_ms < @before_ms and json_valid(body)
