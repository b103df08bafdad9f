-- Bodies that are text still and old enough to be packed, the oldest first. One
-- that is damaged stays as it is: packed, it would pass for whole.
--   @before_ms  observed before this, unix ms
--   @limit      most rows
select status_key, observed_at_ms, body
  from payloads
 where codec = 0 and observed_at_ms < @before_ms and json_valid(body)
 order by observed_at_ms
 limit @limit
