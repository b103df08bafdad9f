-- People whom their server calls otherwise by now than when they first came here: they keep the
-- handle by which they are known here, and all that was said of it.
--
--   @names  JSON list of handles, or of what stands before an @, lower case
with told as (
  select account_key, handle, domain, lower(profile ->> 'acct') as acct
    from accounts
),
renamed as (
  select account_key, handle, iif(instr(acct, '@') > 0, acct, acct || '@' || domain) as called
    from told
   where acct <> handle and acct || '@' || domain <> handle
)
select value as name, handle
  from json_each(@names)
  join renamed on called = value or substr(called, 1, length(value) + 1) = value || '@'
 order by account_key not in (select account_key from follows where ended_at_ms is null), handle
