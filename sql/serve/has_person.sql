-- Whether somebody is known by a full handle.
--
--   @handle  ada@example.social, lower case
select exists (select 1 from accounts where handle = @handle) as is_known
