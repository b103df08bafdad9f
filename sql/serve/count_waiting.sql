-- Unseen statuses that wait for an edition.
select count(*) as waiting
  from pool
