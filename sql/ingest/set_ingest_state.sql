-- How ingest stands.
--   @login_key, @name, @value  whose, what, text
--   @at_ms                     unix ms
insert into ingest_state (login_key, name, value, at_ms)
values (@login_key, @name, @value, @at_ms)
on conflict do update set value = excluded.value, at_ms = excluded.at_ms
