-- The entries of an edition in order: the server's id of each, its uri where there is none.
--   @edition  its number
select coalesce((select server_id from server_ids where server_ids.status_key = entries.status_key
                  order by login_key limit 1), uri) as status_id
  from entries
 where edition = @edition
 order by position
