-- And takes that back.
--   @login_key, @domain  who, which
delete from refusals_of_domains where login_key = @login_key and domain = @domain
