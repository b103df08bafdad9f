-- Entries of the newest edition of each feed that nobody asked the server about since the draw.
--   @login_key            whose ids the server knows them by
--   @edition, @position   how far that has come
--   @limit                most rows
select entries.edition, entries.position, server_ids.server_id
  from entries
  join editions using (edition)
  join statuses using (status_key)
  join server_ids using (status_key)
 where server_ids.login_key = @login_key
   and came_from = 'draw'
   and deleted_at_ms is null
   and (entries.edition, entries.position) > (@edition, @position)
   and entries.edition in (select max(edition) from editions group by feed)
 order by entries.edition, entries.position
 limit @limit
