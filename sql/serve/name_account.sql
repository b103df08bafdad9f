-- What a person calls themselves.
--
--   @handle  ada@example.social, lower case
select display_name
  from accounts
 where handle = @handle
