-- Where an id stands that a client says it has read to: in the newest snapshot of which it was
-- served, else in the newest that holds it.
--   @token_key  whose
--   @feed       which timeline
--   @id         as the client says it: an entry, or the post in one
select snapshot_key, position
  from client_snapshot_entries
  join client_snapshots using (snapshot_key)
 where token_key = @token_key
   and feed = @feed
   and (outer_id = @id or inner_id = @id)
 order by position <= served_through desc, snapshot_key desc, outer_id = @id desc
 limit 1
