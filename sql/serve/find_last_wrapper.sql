-- The highest id that a client has of us, over all its timelines.
--   @token_key  whose
select outer_id
  from client_snapshot_entries
  join client_snapshots using (snapshot_key)
 where token_key = @token_key
 order by length(outer_id) desc, outer_id desc
 limit 1
