-- The outbox, as it is used: until here nobody wrote to it. One wish for each act on each status waits
-- at a time, since the last wish is the one that counts.
drop table outbox;

create table outbox (
  outbox_key       integer primary key,
  login_key        integer not null references logins,
  idempotency_key  text    not null unique,       -- sent along: the same wish, however often it is sent
  uri_hash         integer not null,
  uri              text    not null,
  status_id        text    not null,              -- the server's id
  kind             text    not null check (kind in ('favourite', 'reblog', 'bookmark')),
  undo             integer not null,              -- 1: the act is to be taken back
  asked_at_ms      integer not null,
  next_try_at_ms   integer not null,
  tries            integer not null default 0,    -- that failed
  sent_at_ms       integer,                       -- it may have been done, whatever was answered
  ended_at_ms      integer,                       -- null: it waits
  ending           text check (ending in ('done', 'refused', 'replaced')),
  why              text                           -- of a refusal, or of the last try that failed
) strict;
create unique index outbox_waiting on outbox (login_key, uri_hash, kind) where ended_at_ms is null;
create index outbox_by_uri on outbox (uri_hash);

-- What was seen or acted on before the end of a snooze does not count: the owner wants it again then,
-- and once it was seen after that it is seen.
drop view unseen_statuses;
create view unseen_statuses as
select author_key, status_key, uri_hash, dice_key, born_ms,
       (select min(arrived_at_ms) from arrivals
         where arrivals.status_key = statuses.status_key) as arrived_ms,
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
                where arrivals.status_key = statuses.status_key and removed_at_ms is null)
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
