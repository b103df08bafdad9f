-- The servers that the owner blocks, by our books.
--   @login_key  who
select domain from refusals_of_domains where login_key = @login_key order by domain
