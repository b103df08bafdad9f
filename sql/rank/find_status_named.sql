-- A status by what a person may call it: the server's id, its uri, or its address.
--   @name  text
select status_key, statuses.uri, uri_hash, deleted_at_ms, visibility, accounts.handle,
       (select count(*) from arrivals where arrivals.status_key = statuses.status_key
           and removed_at_ms is null) as arrivals,
       exists (select 1 from pool where pool.status_key = statuses.status_key) as is_candidate,
       coalesce((select held from pool where pool.status_key = statuses.status_key), 0) as is_held,
       author_key in (select owner_key from logins where owner_key is not null) as is_own
  from statuses
  join accounts on accounts.account_key = author_key
 where status_key in (
         select status_key from server_ids where server_id = @name
         union
         select status_key from statuses where uri = @name
         union
         select status_key from payloads where codec = 0 and json_extract(body, '$.url') = @name
         union
         -- A wrapper's id means the status that it boosts.
         select status_key from arrivals where server_id = @name)
 limit 1
