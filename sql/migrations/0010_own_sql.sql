-- What the owner's own SQL chose, as of the draw of such a feed that was made last: made anew before
-- each, and read by no other.
create table feed_rows (
  status_key       integer primary key,
  score_micro      integer,                       -- millionths of ln(score); null: the ranker's
  lane             text,                          -- null: the ranker's
  reason           text                           -- in the owner's words
) strict;

-- In the owner's words, where their own SQL gave one: why an entry is here.
alter table entries add column reason text;
