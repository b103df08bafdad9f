-- What stands beside something that the server says it has not, the nearest first: what is as old
-- or older, and what came next (of what a sweep brought at once: what is younger). Beside these a
-- deletion shows. Posts for a post, boosts for a boost; of the home server's own people or of
-- others, as it is; none by its author, none that the owner acted on, and none by whom they mute or
-- block, which a server leaves out of its answers. Alike are those of whom the owner follows or
-- not, as it is: a server that lets posts go may keep those. As old or older is what is so by its
-- id, too, by which a server may tell: of what came to it late that is as late. Of each side as
-- many as are asked for: what came next would leave no place for the few that are as old as an old
-- post that was boosted.
--   @login_key               whose server
--   @is_boost, @by_key       what is missing, and who wrote or boosted it
--   @server_id               its id, or null for any
--   @born_ms, @seen_at_ms    how old it is, and when it came, unix ms
--   @is_local, @is_followed  by whom, and of whom
--   @before, @after          so many arrivals are looked at, most
--   @limit                   most rows of a side
with

beside as (
  select iif(@is_boost, arrivals.server_id, server_ids.server_id) as server_id,
         iif(@is_boost, booster_key, author_key) as by_key,
         (arrived_at_ms, iif(@is_boost, entered_at_ms, born_ms)) > (@seen_at_ms, @born_ms)
           as is_younger,
         iif(@is_boost, entered_at_ms, born_ms) as at_ms,
         exists (select 1 from follows
                  where follows.login_key = @login_key
                    and follows.account_key = author_key
                    and ended_at_ms is null) = @is_followed as is_alike,
         exists (select 1 from absences
                  where absences.login_key = @login_key
                    and absences.server_id
                        = iif(@is_boost, arrivals.server_id, server_ids.server_id)) as is_absent,
         abs(arrived_at_ms - @seen_at_ms) as away_ms,
         arrival_key
    from arrivals indexed by arrivals_by_time
   cross join statuses using (status_key)
   cross join server_ids on server_ids.login_key = @login_key
                        and server_ids.status_key = statuses.status_key
   cross join accounts as by on by.account_key = iif(@is_boost, booster_key, author_key)
   where arrivals.login_key = @login_key
     and arrived_at_ms >= (select min(arrived_at_ms)
                             from (select arrived_at_ms from arrivals
                                    where arrived_at_ms <= @seen_at_ms
                                    order by arrived_at_ms desc
                                    limit @before))
     and arrived_at_ms <= coalesce((select max(arrived_at_ms)
                                      from (select arrived_at_ms from arrivals
                                             where arrived_at_ms > @seen_at_ms
                                             order by arrived_at_ms
                                             limit @after)), @seen_at_ms)
     and removed_at_ms is null
     and deleted_at_ms is null
     and by.account_key <> @by_key
     and (by.domain = (select substr(acct, instr(acct, '@') + 1) from logins
                        where login_key = @login_key)) = @is_local
     and not exists (select 1 from refusals_of_people
                      where refusals_of_people.login_key = @login_key
                        and refusals_of_people.account_key in (author_key, by.account_key)
                        and ended_at_ms is null)
     and not exists (select 1 from refusals_of_domains
                      where refusals_of_domains.login_key = @login_key
                        and refusals_of_domains.domain = by.domain)
     and not exists (select 1 from actions where actions.uri_hash = statuses.uri_hash)
     and substr(iif(@is_boost, arrivals.server_id, server_ids.server_id), 1, 1) <> '~'
),

placed as (
  select *, row_number() over (partition by is_younger
                               order by away_ms, abs(at_ms - @born_ms), arrival_key) as place
    from beside
   where is_younger
      or (at_ms <= @born_ms
          and (@server_id is null
               or (length(server_id), server_id) <= (length(@server_id), @server_id)))
)

select server_id, by_key, is_younger, is_alike, is_absent
  from placed
 where place <= @limit
 order by away_ms, abs(at_ms - @born_ms), arrival_key
