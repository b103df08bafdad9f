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
