-- The device with this secret, unless it was turned away.
--
--   @secret_hash   SHA-256 of the secret
select device_key, name, opens, used_at_ms
  from devices
 where secret_hash = @secret_hash
   and revoked_at_ms is null
