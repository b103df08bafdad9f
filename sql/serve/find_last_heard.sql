-- When a server was last heard: while a hole lasts, this stays what was heard before it.
select max(at_ms) as at_ms
  from ingest_state
 where name = 'last_heard'
