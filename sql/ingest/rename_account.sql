-- A person is called otherwise.
--   @account_key       who
--   @handle, @domain   ada@example.social, lower case; what follows its @
update accounts set handle = @handle, domain = @domain where account_key = @account_key
