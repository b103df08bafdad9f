-- All devices that are let in, the newest first.
select device_key, name, opens, paired_at_ms, used_at_ms
  from devices
 where revoked_at_ms is null
 order by device_key desc
