-- When a server was last heard, and how: while a hole lasts, this stays what was heard before it.
select at_ms, value as how
  from ingest_state
 where name = 'last_heard'
 order by at_ms desc
 limit 1
