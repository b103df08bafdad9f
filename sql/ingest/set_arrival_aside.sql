-- The server has given the id of an entry to another: one that was restored from a copy counts on
-- from there. What came under it before stays, below all ids that the server gives. The same
-- author's post of the same moment is the same post, whose address was told otherwise.
--   @login_key, @server_id  the id
--   @status_key             what it calls so now
update arrivals set server_id = '~' || arrival_key
 where login_key = @login_key and server_id = @server_id and status_key <> @status_key
   and not exists (select 1
                     from statuses as before
                     join statuses as now using (author_key, created_at_ms)
                    where before.status_key = arrivals.status_key
                      and now.status_key = @status_key)
