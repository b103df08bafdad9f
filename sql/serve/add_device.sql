-- A device, from now on let in by its secret.
--
--   @secret_hash    SHA-256 of the secret
--   @name           as its owner calls it
--   @opens          'page' or 'subscriptions'
--   @paired_at_ms   unix ms
insert into devices (secret_hash, name, opens, paired_at_ms)
values (@secret_hash, @name, @opens, @paired_at_ms)
on conflict do nothing
