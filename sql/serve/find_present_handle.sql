-- What somebody is called now who was called so at a moment, where that is another name.
--   @handle  ada@example.social, lower case
--   @at_ms   unix ms
select accounts.handle
  from former_handles
  join accounts using (account_key)
 where former_handles.handle = @handle and until_ms > @at_ms
 order by until_ms
 limit 1
