-- Whether a person was called so before, and how many servers know them.
--   @account_key  who
--   @handle       ada@example.social, lower case
select exists (select 1 from former_handles
                where account_key = @account_key and handle = @handle) as was_called,
       (select count(distinct login_key) from account_ids
         where account_key = @account_key) as servers
