-- Whether the owner wants nothing of a domain.
--   @login_key, @domain  whose word, which
select 1 as is_refused from refusals_of_domains where login_key = @login_key and domain = @domain
