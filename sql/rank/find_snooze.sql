-- Until when a status is snoozed, unix ms; the latest end holds.
--   @uri_hash  64 bits
--   @now_ms    unix ms
select until_ms
  from actions
 where uri_hash = @uri_hash and kind = 'snooze' and (undone_at_ms is null or undone_at_ms > @now_ms)
   and at_ms <= @now_ms and until_ms > @now_ms
 order by until_ms desc
 limit 1
