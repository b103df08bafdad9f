-- The newest place of an edition in which a client had a post.
--   @token_key  whose
--   @inner_id   the server's id of the post
select edition, entry_position
  from client_snapshot_entries
  join client_snapshots using (snapshot_key)
 where token_key = @token_key and inner_id = @inner_id
 order by snapshot_key desc
 limit 1
