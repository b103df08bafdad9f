-- A person by their full handle. A profile that is damaged has no hash: it is written anew as soon
-- as the server tells of them again.
--   @handle  ada@example.social, lower case
select account_key, handle, iif(json_valid(profile), profile_hash, 0) as profile_hash,
       observed_at_ms
  from accounts
 where handle = @handle
