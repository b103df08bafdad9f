-- A device was used.
--
--   @device_key   its key
--   @now_ms       unix ms
update devices
   set used_at_ms = @now_ms
 where device_key = @device_key
