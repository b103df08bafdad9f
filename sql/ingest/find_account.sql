-- A person by their full handle.
--   @handle  ada@example.social, lower case
select account_key, handle, profile_hash, observed_at_ms from accounts where handle = @handle
