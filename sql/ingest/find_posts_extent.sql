-- How far posts stand by their authors, and how far they could.
select through_key, (select coalesce(max(status_key), 0) from statuses) as last_key
  from posts_extent
