-- A hole that the home could not reach over is filled author by author: whose posts are still to be
-- read, how far back they have been, and how many posts each had when last looked at.

alter table holes add column unproven text not null default '[]' check (json_valid(unproven));

-- One row for each author, and each followed tag, of each hole that is being crawled.
create table crawl_turns (
  hole_key         integer not null references holes,
  kind             text    not null check (kind in ('account', 'tag')),
  subject          text    not null,              -- the server's id of the account; the tag's name
  place            integer not null,              -- the order of reading, 1 …
  outcome          text    not null check (outcome in ('unasked', 'waiting', 'read', 'unchanged', 'gone', 'cut')),
  pages            integer not null default 1,    -- requests that are expected still
  max_id           text,                          -- where reading goes on; null: at the newest
  primary key (hole_key, kind, subject)
) strict, without rowid;

-- How many posts somebody had, as the server says: compared for change, not for size.
create table post_counts (
  login_key        integer not null references logins,
  account_key      integer not null references accounts,
  statuses         integer not null,
  since_ms         integer not null,              -- when this number was first seen: unchanged since
  first_ms         integer not null,              -- when any was
  primary key (login_key, account_key)
) strict, without rowid;
