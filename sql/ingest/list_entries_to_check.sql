-- Entries of the newest edition of each feed that the server is to be asked about, and the boosts
-- that they came by and that stand; not what it has let go (note_absence.sql).
--   @login_key            whose ids the server knows them by
--   @since_ms             of editions drawn since then, unix ms
--   @edition, @position   how far that has come
--   @limit                most rows
--
-- `cross join` keeps SQLite from beginning with every arrival and every id of the login.
with entry as (
  select entries.edition, entries.position, status_key
    from editions
   cross join entries using (edition)
   where came_from = 'draw'
     and drawn_at_ms >= @since_ms
     and (entries.edition, entries.position) > (@edition, @position)
     and entries.edition in (select max(edition) from editions group by feed)
)
select edition, position, server_id, 0 as is_boost
  from entry
 cross join statuses using (status_key)
 cross join server_ids using (status_key)
 where login_key = @login_key
   and deleted_at_ms is null
   and not exists (select 1 from absences
                    where absences.login_key = @login_key
                      and absences.server_id = server_ids.server_id)
 union all
select edition, position, server_id, 1
  from entry
 cross join arrivals using (status_key)
 where login_key = @login_key
   and booster_key is not null and removed_at_ms is null
   and not exists (select 1 from absences
                    where absences.login_key = @login_key
                      and absences.server_id = arrivals.server_id)
   and substr(server_id, 1, 1) <> '~' -- set_arrival_aside.sql: the server knows no such name
 order by 1, 2, 4, 3
 limit @limit
