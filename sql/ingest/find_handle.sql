-- What a person is called, and the id by which a server knows them, where it does.
--   @account_key  who
--   @login_key    whose server
select handle,
       (select max(server_id) from account_ids
         where account_ids.account_key = accounts.account_key
           and login_key = @login_key) as server_id
  from accounts
 where account_key = @account_key
