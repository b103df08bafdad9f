-- What the owner did with a status, if anything; to snooze it is no act on it, and lets it come
-- again after an act that was done before the snooze ends.
--   @uri_hash  64 bits
select kind from actions
 where uri_hash = @uri_hash and undone_at_ms is null and kind <> 'snooze'
   and not exists (select 1 from actions as snooze
                    where snooze.uri_hash = actions.uri_hash and snooze.kind = 'snooze'
                      and snooze.undone_at_ms is null
                      and snooze.until_ms > actions.at_ms)
 order by at_ms
 limit 1
