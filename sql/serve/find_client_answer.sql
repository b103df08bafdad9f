-- What the home server answered last.
--   @path  path and query
select body from client_answers where path = @path
