-- All filters of a login.
--   @login_key  whose
select body from filters where login_key = @login_key order by filter_id
