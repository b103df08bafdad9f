-- A client's newest snapshot of a timeline.
--   @token_key  whose
--   @feed       which timeline
select snapshot_key, made_at_ms, served_through
  from client_snapshots
 where token_key = @token_key and feed = @feed
 order by snapshot_key desc
 limit 1
