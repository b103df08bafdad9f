-- The owner mutes or blocks somebody.
--   @login_key, @account_key  who, whom
--   @kind                     mute, block
--   @since_ms                 unix ms
--   @until_ms                 unix ms, null: for good
insert into refusals_of_people (login_key, account_key, kind, since_ms, until_ms)
values (@login_key, @account_key, @kind, @since_ms, @until_ms)
on conflict do update set since_ms = excluded.since_ms, until_ms = excluded.until_ms,
    ended_at_ms = null
