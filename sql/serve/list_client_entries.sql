-- A stretch of a client's snapshot: which post stands where, and by whose boost. Whoever was muted
-- or blocked since the draw boosted nothing.
--   @snapshot_key     which
--   @from, @through   positions, both within
--   @limit            most of them
--   @login_key        whose home
--   @now_ms           unix ms
select client_snapshot_entries.position, outer_id, client_snapshot_entries.edition, entry_position,
       inner_id, statuses.status_key, statuses.uri, statuses.deleted_at_ms,
       (select arrival_key
          from arrivals
          join accounts as boosters on boosters.account_key = arrivals.booster_key
         where arrivals.status_key = statuses.status_key
           and arrivals.login_key = @login_key
           and boosters.handle = coalesce(
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
           and not exists (select 1 from refusals_of_people as refused
                            where refused.login_key = @login_key
                              and refused.account_key = boosters.account_key
                              and ended_at_ms is null
                              and (until_ms is null or until_ms > @now_ms))
           and not exists (select 1 from refusals_of_domains as refused
                            where refused.login_key = @login_key
                              and refused.domain = boosters.domain)
         order by arrivals.removed_at_ms is not null, arrivals.entered_at_ms
         limit 1) as boost_key,
       exists (select 1 from exposures
                where exposures.uri_hash = statuses.uri_hash
                  and exposures.kind = 'served'
                  and exposures.edition = client_snapshot_entries.edition) as is_served
  from client_snapshot_entries
  left join entries on entries.edition = client_snapshot_entries.edition
                   and entries.position = entry_position
  join server_ids on server_ids.login_key = @login_key and server_id = inner_id
  join statuses using (status_key)
 where snapshot_key = @snapshot_key
   and client_snapshot_entries.position between @from and @through
 order by client_snapshot_entries.position
 limit @limit
