-- Where an id stands in a client's newest snapshot that holds it: as an entry, else as the post in
-- one.
--   @token_key  whose
--   @feed       which timeline
--   @id         as the client says it
select snapshot_key, position, inner_id
  from client_snapshot_entries
  join client_snapshots using (snapshot_key)
 where token_key = @token_key
   and feed = @feed
   and (outer_id = @id or inner_id = @id)
 order by snapshot_key desc, outer_id = @id desc
 limit 1
