-- Files a person not known yet.
--   @handle, @domain, @display_name  text
--   @is_bot, @is_indexable           0, 1
--   @followers, @statuses            counts, >= 0
--   @profile                         the API's Account, JSON
--   @profile_hash                    53 bits of what rarely changes in it
--   @observed_at_ms                  unix ms
insert into accounts (handle, domain, display_name, is_bot, is_indexable, followers, statuses,
                      profile, profile_hash, observed_at_ms)
values (@handle, @domain, @display_name, @is_bot, @is_indexable, @followers, @statuses,
        @profile, @profile_hash, @observed_at_ms)
on conflict do nothing
