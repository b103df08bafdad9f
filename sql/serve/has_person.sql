-- Whether somebody is known by a full handle, or by what stands before its @.
--
--   @handle  ada@example.social, or ada, lower case
select exists (select 1 from accounts where handle = @handle)
    or exists (select 1 from accounts where handle > @handle || '@' and handle < @handle || 'A')
       as is_known
