-- All filters of a login go: the list that comes is whole.
--   @login_key  whose
delete from filters where login_key = @login_key
