-- The filter that left a status out of the draw that was made last.
--   @status_key  which
select filter from feed_refusals where status_key = @status_key
