-- Everybody's filters, as the API sends them. One that is damaged filters nothing.
select login_key, body from filters where json_valid(body) order by login_key, filter_id
