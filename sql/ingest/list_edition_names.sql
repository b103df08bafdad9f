-- What the entries of an edition are called: their uris and all their servers' ids, place by place.
--   @edition  its number
select position, uri, server_id
  from entries
  left join server_ids using (status_key)
 where edition = @edition
 order by position
