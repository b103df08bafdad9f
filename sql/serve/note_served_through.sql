-- Up to where a client was served of a snapshot. Nothing is written that stands already.
--   @snapshot_key    which
--   @served_through  position
update client_snapshots set served_through = @served_through
 where snapshot_key = @snapshot_key
   and served_through < @served_through
