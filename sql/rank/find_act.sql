-- What the owner did with a status, if anything; to snooze it is no act on it.
--   @uri_hash  64 bits
select kind from actions
 where uri_hash = @uri_hash and undone_at_ms is null and kind <> 'snooze'
 order by at_ms
 limit 1
