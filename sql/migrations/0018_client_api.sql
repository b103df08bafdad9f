-- The API for clients: what is said of an app, whether what is read with a token counts, how far each
-- client has read, and what the home server answered last, for when it is away.

alter table client_apps add column website text;

alter table client_tokens add column of_owner integer not null default 1;     -- 0: an app's own, nobody's
alter table client_tokens add column counts_seen integer not null default 1;  -- 0: reading with it is never seen

alter table client_snapshots add column served_through integer not null default 0;  -- last position served
create index client_snapshots_by_token on client_snapshots (token_key, feed);
create index client_snapshot_entries_by_outer on client_snapshot_entries (outer_id);
create index client_snapshot_entries_by_inner on client_snapshot_entries (inner_id);

-- How far a client says that it has read in the home. The home server's own marker is another.
create table client_markers (
  token_key        integer not null references client_tokens,
  timeline         text    not null,
  last_read_id     text    not null,
  version          integer not null,
  updated_at_ms    integer not null,
  primary key (token_key, timeline)
) strict, without rowid;

-- What clients ask for when they start, as the home server answered it last.
create table client_answers (
  path             text    primary key,
  body             text    not null check (json_valid(body)),
  answered_at_ms   integer not null
) strict, without rowid;
