-- Which person the owner is: their own posts are no candidates.
--   @login_key, @owner_key  which login, which account
update logins set owner_key = @owner_key
 where login_key = @login_key and owner_key is not @owner_key
