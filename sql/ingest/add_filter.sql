-- A filter, as the API sends it.
--   @login_key, @filter_id, @body  whose, which, JSON
insert into filters (login_key, filter_id, body) values (@login_key, @filter_id, @body)
on conflict do update set body = excluded.body
