-- Tokens of apps alone, which read nothing of the owner, but for the newest of them: any web page
-- may have as many as it likes.
--   @keep  how many stay
delete from client_tokens
 where token_key in (select token_key from client_tokens
                      where of_owner = 0
                      order by token_key desc
                      limit -1 offset @keep)
