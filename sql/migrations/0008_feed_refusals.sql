-- What the filters of a feed leave out, as of the draw that was made last: made anew before the draw
-- of a feed that has filters, and read by no other.
create table feed_refusals (
  status_key       integer primary key,
  filter           text    not null               -- its name in the settings
) strict;
