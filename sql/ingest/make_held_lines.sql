-- Lines of a recording that wait for its end: what they are about, or what they take back, may be
-- told of after them.
create temp table held_lines (
  at_ms            integer not null,
  is_exposure      integer not null,              -- 1: it may be one in an edition of that moment
  number           integer not null,              -- of the line
  line             text    not null,
  primary key (at_ms, is_exposure, number)
) strict, without rowid
