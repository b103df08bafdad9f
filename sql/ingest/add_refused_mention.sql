-- A status names somebody whom the owner mutes or blocks, or once did.
--   @status_key, @login_key, @account_key  which, by whom they are refused, whom
--   @is_quote                              1: it quotes them, 0: it mentions them
insert into refused_mentions (status_key, login_key, account_key, is_quote)
values (@status_key, @login_key, @account_key, @is_quote)
on conflict do update set is_quote = max(is_quote, excluded.is_quote)
