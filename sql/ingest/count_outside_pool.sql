-- How many statuses the pool has yet to reach, and how many candidates stand in it.
select (select count(*) from statuses
         where status_key > (select through_key from pool_extent)) as outside,
       (select count(*) from pool) as inside
