-- Bodies are packed when they are older than the window, and deleted when they are older than what
-- is kept. Both go by age, in bites: an index each, to which new rows are only added at the end.
create index payloads_by_age on payloads (observed_at_ms);
create index payloads_unpacked on payloads (observed_at_ms) where codec = 0;

-- Its body and its texts went for age. The row stays: what came once is not taken for new.
alter table statuses add column pruned_at_ms integer;

-- As before, but for this: what was pruned is no candidate, unless it came into the home again.
drop view unseen_statuses;
create view unseen_statuses as
select author_key, status_key, uri_hash, dice_key, born_ms,
       (select min(arrived_at_ms) from arrivals
         where arrivals.status_key = statuses.status_key
           and arrived_at_ms > coalesce(pruned_at_ms, 0)) as arrived_ms,
       reply, mentions_owner, link_key,
       (select count(distinct booster_key)
          from arrivals
         where arrivals.status_key = statuses.status_key
           and removed_at_ms is null
           and booster_key <> author_key) as boosters
  from statuses
 where deleted_at_ms is null
   and visibility <> 'direct'
   and author_key not in (select owner_key from logins where owner_key is not null)
   and exists (select 1 from arrivals
                where arrivals.status_key = statuses.status_key and removed_at_ms is null
                  and arrived_at_ms > coalesce(pruned_at_ms, 0))
   and not exists (select 1 from exposures
                    where exposures.uri_hash = statuses.uri_hash
                      and kind in ('seen', 'opened') and undone_at_ms is null
                      and not exists (select 1 from actions as snooze
                                       where snooze.uri_hash = exposures.uri_hash
                                         and snooze.kind = 'snooze'
                                         and snooze.undone_at_ms is null
                                         and snooze.until_ms > exposures.at_ms))
   and not exists (select 1 from actions
                    where actions.uri_hash = statuses.uri_hash
                      and kind <> 'snooze'
                      and undone_at_ms is null
                      and not exists (select 1 from actions as snooze
                                       where snooze.uri_hash = actions.uri_hash
                                         and snooze.kind = 'snooze'
                                         and snooze.undone_at_ms is null
                                         and snooze.until_ms > actions.at_ms));

-- What may have a last chance before its body goes, as of the draw that was made last: made anew
-- before each, and read by no other.
create table last_chances (
  status_key       integer primary key
) strict;
