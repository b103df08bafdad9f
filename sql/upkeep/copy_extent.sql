-- The working pool reaches as far as the file's: upkeep/copy_pool has been done.
insert into temp.pool_extent (through_key) select through_key from main.pool_extent
