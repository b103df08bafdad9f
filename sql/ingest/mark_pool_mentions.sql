-- The same of what stands in the pool already: sql/ingest/mark_mentions_of_owner.sql.
update pool
   set mentions_owner = 1
 where mentions_owner = 0
   and status_key in (select status_key from statuses where mentions_owner = 1)
