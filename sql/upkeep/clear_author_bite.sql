-- What the file says of some authors makes room for what is known now.
--
--   @after, @through  accounts' keys: above the first, up to the second
delete from main.author_signals
 where account_key > @after and account_key <= @through
