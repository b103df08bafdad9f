-- One place of a client's snapshot.
--   @snapshot_key, @position   where, from 1 on
--   @outer_id, @inner_id       what the client calls it; the server's id of the post in it
--   @edition, @entry_position  the entry of an edition that it is
insert into client_snapshot_entries
  (snapshot_key, position, outer_id, inner_id, edition, entry_position)
values (@snapshot_key, @position, @outer_id, @inner_id, @edition, @entry_position)
