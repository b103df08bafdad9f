-- Which stored texts carry the text of another status: what its author deletes goes from them too.
create table quotes (
  quoted_hash  integer not null,              -- uri_hash of the quoted one, stored or not
  status_key   integer not null references statuses,
  primary key (quoted_hash, status_key)
) strict, without rowid;
