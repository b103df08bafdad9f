-- The post in an entry that a client knows by an id of ours.
--   @token_key  whose
--   @outer_id   as the client says it
select inner_id
  from client_snapshot_entries
  join client_snapshots using (snapshot_key)
 where token_key = @token_key and outer_id = @outer_id
 order by snapshot_key desc
 limit 1
