-- One-time links by which devices are paired. Hashes alone: whoever reads this file opens nothing.
create table pairings (
  code_hash        blob    primary key,
  made_at_ms       integer not null,
  ends_at_ms       integer not null,
  used_at_ms       integer
) strict, without rowid;

-- What a secret opens: the page with everything, or the subscriptions alone, for a feed reader.
alter table devices add column opens text not null default 'page'
  check (opens in ('page', 'subscriptions'));
