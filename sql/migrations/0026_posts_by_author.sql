-- Who wrote what. An index would be written at another place for each post that comes: so they are
-- added by the thousand, in its order, and the newest are looked for among `statuses` meanwhile.
create table posts_by_author (
  author_key       integer not null references accounts,
  created_at_ms    integer not null,
  status_key       integer not null references statuses,
  primary key (author_key, created_at_ms, status_key)
) strict, without rowid;

create table posts_extent (
  through_key      integer not null               -- of `statuses`: up to here they stand by author
) strict;

insert into posts_by_author (author_key, created_at_ms, status_key)
select author_key, created_at_ms, status_key
  from statuses
 order by author_key, created_at_ms, status_key;
insert into posts_extent select coalesce(max(status_key), 0) from statuses;

drop index statuses_by_author;
