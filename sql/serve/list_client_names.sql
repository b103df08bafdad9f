-- A client's snapshot, whole: what stands where.
--   @snapshot_key  which
select position, outer_id, inner_id, edition, entry_position
  from client_snapshot_entries
 where snapshot_key = @snapshot_key
 order by position
