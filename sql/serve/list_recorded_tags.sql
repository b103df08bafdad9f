-- All followed tags of a login.
--   @login_key  whose
select name from followed_tags join tags using (tag_key) where login_key = @login_key order by name
