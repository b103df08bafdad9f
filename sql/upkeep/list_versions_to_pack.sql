-- The earlier texts of a status that are text still.
--   @status_key  which
select replaced_at_ms, body
  from versions
 where status_key = @status_key and codec = 0 and json_valid(body)
