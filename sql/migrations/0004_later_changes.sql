-- What changes later: which filters end, whom a post names that the owner refused, what left the
-- home and may not be gone, whose settings were asked for when, which tags were followed once.

-- 0: known from the owner's acts alone. It never stood in the home and is no candidate; taste knows
-- its author, tags and link.
alter table statuses add column came_home integer not null default 1;

alter table follows add column settings_at_ms integer;          -- asked for then; null: never
alter table followed_tags add column ended_at_ms integer;       -- null: followed still
alter table filter_matches add column until_ms integer;         -- the filter's end; null: for good

-- Stored statuses that mention or quote somebody whom the owner mutes or blocks, or once did.
create table refused_mentions (
  status_key       integer not null references statuses,
  login_key        integer not null references logins,
  account_key      integer not null references accounts,
  is_quote         integer not null,              -- 1: quotes them
  primary key (status_key, login_key, account_key)
) strict, without rowid;
create index refused_mentions_by_account on refused_mentions (account_key);

-- Entries that the stream took out of the home: deleted, or only hidden because the owner muted or
-- blocked somebody. The server is asked which.
create table departures (
  login_key        integer not null references logins,
  server_id        text    not null,              -- the entry's own id
  left_at_ms       integer not null,
  primary key (login_key, server_id)
) strict, without rowid;
