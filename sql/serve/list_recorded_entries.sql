-- The entries of an edition in order: the id that the first login's server gave each, under
-- which the line is told; its uri where there is none.
--   @edition  its number
select coalesce((select server_id from server_ids where server_ids.status_key = entries.status_key
                    and login_key = (select min(login_key) from logins)
                  order by server_id limit 1), uri) as status_id
  from entries
 where edition = @edition
 order by position
