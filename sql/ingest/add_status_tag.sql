-- A tag that a status carries.
--   @status_key, @tag_key  which, what
insert into status_tags (status_key, tag_key) values (@status_key, @tag_key) on conflict do nothing
