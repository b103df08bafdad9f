-- Candidates of whom the working pool says something else than the file's, in its order.
create temp table pool_changes (
  nth              integer primary key,           -- 1, 2, 3 …
  author_key       integer not null,
  status_key       integer not null
) strict
