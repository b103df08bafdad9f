-- The entries of an edition in order: the id that the first login's server gave each, under which
-- the line is told. Its uri where there is none, or no line that tells of the post itself: what
-- was seen of it and done with it is told by that.
--   @edition  its number
select coalesce((select server_id
                   from server_ids
                  where server_ids.status_key = told.status_key
                    and login_key = (select min(login_key) from logins)
                  order by server_id limit 1), entries.uri) as status_id
  from entries
  left join statuses as told
    on told.status_key = entries.status_key and deleted_at_ms is null
   and exists (select 1 from payloads where payloads.status_key = told.status_key)
 where edition = @edition
 order by position
