-- Everybody's filters, as the API sends them.
select login_key, filter_id, body from filters order by login_key, filter_id
