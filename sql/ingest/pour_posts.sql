-- Posts that came since the last time are put with the others of their authors, in that order: each
-- page is written once. ingest/extend_posts says that they stand there.
--
--   @through_key  of statuses: up to this one
insert into posts_by_author (author_key, created_at_ms, status_key)
select author_key, created_at_ms, status_key
  from statuses
 where status_key > (select through_key from posts_extent) and status_key <= @through_key
 order by author_key, created_at_ms, status_key
