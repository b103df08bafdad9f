-- How many posts somebody has, by the server's word.
--   @login_key, @account_key  who says it, of whom
--   @statuses                 count, >= 0
--   @at_ms                    unix ms
insert into post_counts (login_key, account_key, statuses, since_ms, first_ms)
values (@login_key, @account_key, @statuses, @at_ms, @at_ms)
on conflict do update set statuses = excluded.statuses, since_ms = excluded.since_ms
 where statuses <> excluded.statuses
