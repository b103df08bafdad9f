-- A person was last told of with the profile that we have: an older one does not replace it.
--   @account_key     whose
--   @profile_hash    of the profile that was told
--   @observed_at_ms  unix ms
update accounts set observed_at_ms = @observed_at_ms
 where account_key = @account_key and profile_hash = @profile_hash
   and observed_at_ms < @observed_at_ms
