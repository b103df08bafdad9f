-- Whether a post of somebody stands here that is not deleted.
--   @login_key, @server_id  whose server, and what it calls them
with author as (
  select account_key as author_key
    from account_ids
   where login_key = @login_key and server_id = @server_id
),
theirs as (
  select status_key from author join posts_by_author using (author_key)
  union all
  select status_key
    from author
    join statuses using (author_key)
   where status_key > (select through_key from posts_extent)
)
select exists (select 1
                 from theirs
                cross join statuses using (status_key)
                where deleted_at_ms is null) as found
