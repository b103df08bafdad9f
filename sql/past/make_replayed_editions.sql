-- What the feeds of a replay drew, each in a life of its own.
create temp table replayed_editions (
  feed             text    not null,
  edition          integer not null,              -- above every number that was ever given
  drawn_at_ms      integer not null,
  primary key (feed, edition)
) strict, without rowid
