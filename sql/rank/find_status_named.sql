-- A status by what a person may call it: the server's id, its uri, or its address, there or at the
-- home server.
--   @name      text
--   @uri_hash  64 bits of it
--   @origin    the server of an address, null where the name is none
--   @id        what an address ends with, null where the name is none
with

named as materialized (
  select status_key
    from logins
    join server_ids using (login_key)
   where server_id in (@name, iif(server = @origin, @id, null))
  union
  select status_key from statuses where uri_hash = @uri_hash and uri = @name
),

-- Every body is read for it, so only where nothing else is called so.
addressed as (
  select status_key
    from payloads
    left join dictionaries using (dictionary_key)
   where @origin is not null
     and not exists (select 1 from named)
     and json_extract(iif(codec > 0, unpacked(payloads.body, dictionaries.body), payloads.body),
                      '$.url') = @name
)

select status_key, statuses.uri, uri_hash, deleted_at_ms, visibility, accounts.handle,
       (select count(*) from arrivals where arrivals.status_key = statuses.status_key
           and removed_at_ms is null) as arrivals,
       coalesce((select min(arrived_at_ms) from arrivals
                  where arrivals.status_key = statuses.status_key), 0) as arrived_at_ms,
       exists (select 1 from candidates
                where candidates.status_key = statuses.status_key) as is_candidate,
       coalesce((select held from candidates
                  where candidates.status_key = statuses.status_key), 0) as is_held,
       author_key in (select owner_key from logins where owner_key is not null) as is_own
  from statuses
  join accounts on accounts.account_key = author_key
 where status_key in (select status_key from named
                       union all
                       select status_key from addressed)
 limit 1
