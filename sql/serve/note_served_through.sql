-- Up to where a client was served of a snapshot.
--   @snapshot_key    which
--   @served_through  position
update client_snapshots set served_through = max(served_through, @served_through)
 where snapshot_key = @snapshot_key
