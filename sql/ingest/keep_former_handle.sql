-- What a person was called before.
--   @handle       ada@example.social, lower case
--   @account_key  who
--   @until_ms     when they were first known by another name, unix ms
insert into former_handles (handle, account_key, until_ms)
values (@handle, @account_key, @until_ms)
on conflict do update set until_ms = max(until_ms, excluded.until_ms)
