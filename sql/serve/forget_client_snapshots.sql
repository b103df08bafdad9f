-- The snapshots that a client will hardly come back to.
--   @token_key, @feed  whose, of which timeline
--   @keep              how many of the newest stay
delete from client_snapshots
 where snapshot_key in (select snapshot_key from client_snapshots
                         where token_key = @token_key and feed = @feed
                         order by snapshot_key desc
                         limit -1 offset @keep)
