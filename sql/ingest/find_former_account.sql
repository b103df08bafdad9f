-- Who was called so, the last to be; of those whom a server knows it would have said who it is.
--   @login_key  whose server
--   @handle     ada@example.social, lower case
select account_key, accounts.handle, iif(json_valid(profile), profile_hash, 0) as profile_hash,
       observed_at_ms
  from former_handles
  join accounts using (account_key)
 where former_handles.handle = @handle
   and not exists (select 1 from account_ids
                    where account_ids.account_key = accounts.account_key
                      and login_key = @login_key)
 order by until_ms desc
 limit 1
