-- All filters of a login but those that are damaged: the server tells them anew.
--   @login_key  whose
select body from filters where login_key = @login_key and json_valid(body) order by filter_id
