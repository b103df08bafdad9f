-- Who a login belongs to becomes known.
--   @login_key                 which
--   @server, @owner_id, @acct  origin, the server's id of the owner, their full handle
update logins set server = @server, owner_id = @owner_id, acct = @acct where login_key = @login_key
