-- The owner blocks a whole server.
--   @login_key, @domain  who, which
--   @since_ms            when we first knew, unix ms
insert into refusals_of_domains (login_key, domain, since_ms)
values (@login_key, @domain, @since_ms)
on conflict do nothing
