-- All followed tags of a login go: the list that comes is whole.
--   @login_key  whose
delete from followed_tags where login_key = @login_key
