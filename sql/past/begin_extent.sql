-- A pool into which nothing was poured yet.
insert into temp.pool_extent (through_key) values (0)
