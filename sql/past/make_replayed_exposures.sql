-- What the feeds of a replay offered, and one look at each edition that the owner would have
-- opened.
create temp table replayed_exposures (
  feed             text    not null,
  uri_hash         integer not null,              -- 0: the look, at nothing in particular
  kind             text    not null check (kind in ('offered', 'seen')),
  edition          integer not null,
  at_ms            integer not null,
  primary key (feed, uri_hash, edition)
) strict, without rowid
