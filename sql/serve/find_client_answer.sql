-- What a home server answered last.
--   @path  its address, path and query
select body from client_answers where path = @path
