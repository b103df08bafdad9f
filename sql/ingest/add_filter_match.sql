-- A filter catches a status.
--   @status_key, @login_key, @filter_id  which, whose filter, which filter
--   @effect                              warn, hide, blur
--   @until_ms                            when the filter ends, unix ms; null: never
insert into filter_matches (status_key, login_key, filter_id, effect, until_ms)
values (@status_key, @login_key, @filter_id, @effect, @until_ms)
on conflict do update set effect = excluded.effect, until_ms = excluded.until_ms
