-- A status by what a person may call it: the server's id, its uri, or its address, there or at the
-- home server.
--   @name      text
--   @uri_hash  64 bits of it
--   @origin    the server of an address, null where the name is none
--   @id        what an address ends with, null where the name is none
--
-- What is called so is looked for way by way, and one is enough: an address that is no uri stands
-- in the bodies alone, which are read last.
select statuses.status_key, statuses.uri, statuses.uri_hash, deleted_at_ms, pruned_at_ms,
       visibility, accounts.handle,
       (select count(*) from arrivals
         where arrivals.status_key = statuses.status_key and removed_at_ms is null) as arrivals,
       coalesce((select min(arrived_at_ms) from arrivals
                  where arrivals.status_key = statuses.status_key), 0) as arrived_at_ms,
       waiting.status_key is not null
         or exists (select 1 from unseen_statuses
                     where unseen_statuses.status_key = statuses.status_key
                       and statuses.status_key > (select through_key from pool_extent))
         as is_candidate,
       coalesce(waiting.held, 0) as is_held,
       statuses.author_key in (select owner_key from logins where owner_key is not null) as is_own
  from (select server_ids.status_key
          from logins
         cross join server_ids using (login_key)
         where server_id in (@name, iif(server = @origin, @id, null))
        union all
        select status_key from statuses where uri_hash = @uri_hash and uri = @name
        union all
        select status_key
          from payloads
          left join dictionaries using (dictionary_key)
         where @origin is not null
           and json_extract(case when codec > 0 then unpacked(payloads.body, dictionaries.body)
                                 when json_valid(payloads.body) then payloads.body
                            end, '$.url') = @name) as named
 cross join statuses on statuses.status_key = named.status_key
 cross join accounts on accounts.account_key = statuses.author_key
  left join pool as waiting on waiting.status_key = statuses.status_key
 limit 1
