-- Whether the owner's own SQL chose a status, as of the draw of such a feed that was made last.
--   @status_key  which
select status_key from feed_rows where status_key = @status_key
