-- Turns a device away, from now on.
--
--   @device_key   its key
--   @now_ms       unix ms
update devices
   set revoked_at_ms = @now_ms
 where device_key = @device_key
   and revoked_at_ms is null
