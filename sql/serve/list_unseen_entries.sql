-- What a client may be given of an edition, in its order: what is alive, was not seen, and has a
-- name at the home server. An entry that was boosted has the id of its first booster's boost
-- besides.
--   @edition    the edition's number
--   @login_key  whose home
select entries.position, entries.edition,
       (select min(server_id) from server_ids
         where server_ids.status_key = statuses.status_key and login_key = @login_key) as inner_id,
       (select arrivals.server_id
          from arrivals
          join accounts on accounts.account_key = arrivals.booster_key
         where arrivals.status_key = statuses.status_key
           and arrivals.login_key = @login_key
           and arrivals.removed_at_ms is null
           and accounts.handle = coalesce(
                 (select present.handle
                    from former_handles
                    join accounts as present using (account_key)
                   where former_handles.handle
                         = iif(json_valid(entries.boosters), entries.boosters, '[]') ->> '$[0]'
                     and until_ms > (select drawn_at_ms from editions
                                      where editions.edition = entries.edition)
                   order by until_ms
                   limit 1),
                 iif(json_valid(entries.boosters), entries.boosters, '[]') ->> '$[0]')
         order by arrivals.entered_at_ms
         limit 1) as boost_id
  from entries
  join statuses on statuses.uri_hash = entries.uri_hash and statuses.uri = entries.uri
 where entries.edition = @edition
   and statuses.deleted_at_ms is null
   and exists (select 1 from server_ids
                where server_ids.status_key = statuses.status_key and login_key = @login_key)
   and not exists (select 1 from exposures indexed by exposures_seen
                    where exposures.uri_hash = entries.uri_hash
                      and exposures.kind in ('seen', 'opened')
                      and exposures.undone_at_ms is null)
 order by entries.position
