-- Stored posts of one person, or of those of one name, the latest first; only those that may be
-- found at all, which are in the full-text index.
--
--   @from        a handle, or what stands before its @
--   @without     a query of the full-text index that none of them answers; null: none
--   @lane        offered in this lane by an edition; null: in any, or never
--   @with_media  1: with pictures, film or sound
--   @with_link   1: with a link
--   @since_ms    written then or later, unix ms; null: ever
--   @until_ms    written before, unix ms; null: ever
--   @before      status keys below this one alone; null: all of them
--   @limit       most posts
with meant as (
  select account_key from accounts where handle = @from and is_indexable = 1
  union
  select account_key
    from accounts
   where handle > @from || '@' and handle < @from || 'A' and is_indexable = 1
),
theirs as (
  select status_key
    from meant
   cross join posts_by_author on author_key = account_key
  union all
  select status_key
    from statuses
   where status_key > (select through_key from posts_extent)
     and author_key in (select account_key from meant)
)
select status_key
  from theirs
 cross join statuses using (status_key)
 where (@before is null or status_key < @before)
   and deleted_at_ms is null
   and exists (select 1 from texts where texts.rowid = statuses.status_key)
   and (@without is null
        or not exists (select 1 from texts
                        where texts.rowid = statuses.status_key and texts match @without))
   and (@with_media = 0 or media > 0)
   and (@with_link = 0 or link_key is not null)
   and (@since_ms is null or created_at_ms >= @since_ms)
   and (@until_ms is null or created_at_ms < @until_ms)
   and (@lane is null or exists (select 1 from entries
                                  where entries.uri_hash = statuses.uri_hash
                                    and entries.lane = @lane))
 order by status_key desc
 limit @limit
