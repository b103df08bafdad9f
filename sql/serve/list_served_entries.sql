-- The unseen posts of a client's snapshot that it was served, up to a place: those of the edition
-- that stands there. What a poll put above is of a newer one, and waits to be read.
--   @snapshot_key  which
--   @through       the last position
--   @login_key     whose home
select statuses.uri, edition, entry_position
  from client_snapshots
  join client_snapshot_entries using (snapshot_key)
  join server_ids on server_ids.login_key = @login_key and server_id = inner_id
  join statuses using (status_key)
 where snapshot_key = @snapshot_key
   and client_snapshot_entries.position <= min(@through, served_through)
   and edition = (select there.edition
                    from client_snapshot_entries as there
                   where there.snapshot_key = client_snapshots.snapshot_key
                     and there.position = min(@through, served_through))
   and not exists (select 1 from exposures indexed by exposures_seen
                    where exposures.uri_hash = statuses.uri_hash
                      and exposures.kind in ('seen', 'opened')
                      and exposures.undone_at_ms is null)
 order by client_snapshot_entries.position
