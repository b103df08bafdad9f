-- People whom their server called otherwise before, by what they were called then.
--
--   @names  JSON list of handles, or of what stands before an @, lower case
select value as name, accounts.handle
  from json_each(@names)
  join former_handles as former on former.handle = value
                                or substr(former.handle, 1, length(value) + 1) = value || '@'
  join accounts using (account_key)
 order by account_key not in (select account_key from follows where ended_at_ms is null),
          until_ms desc, accounts.handle
