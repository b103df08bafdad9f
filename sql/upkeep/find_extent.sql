-- How far the pool reaches, and how far it could.
select through_key, (select coalesce(max(status_key), 0) from statuses) as last_key
  from pool_extent
