-- A person changed their profile. At equal times the greater hash wins, whatever the order.
--   @account_key                     whose
--   @display_name                    text
--   @is_bot, @is_indexable           0, 1
--   @followers, @statuses            counts, >= 0
--   @profile, @profile_hash          as in add_account
--   @observed_at_ms                  unix ms
update accounts
   set display_name = @display_name, is_bot = @is_bot, is_indexable = @is_indexable,
       followers = @followers, statuses = @statuses, profile = @profile,
       profile_hash = @profile_hash, observed_at_ms = @observed_at_ms
 where account_key = @account_key
   and (@observed_at_ms, @profile_hash) > (observed_at_ms, profile_hash)
