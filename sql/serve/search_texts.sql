-- Stored posts in which words stand, the latest first. What is not in the index is not found:
-- posts that are not public, and those of people who do not want to be found. Who said so only
-- later is left out by their profile as it stands.
--
--   @match       a query of the full-text index
--   @from        who wrote it: a handle, or what stands before its @; null: anybody
--   @lane        offered in this lane by an edition; null: in any, or never
--   @with_media  1: with pictures, film or sound
--   @with_link   1: with a link
--   @since_ms    written then or later, unix ms; null: ever
--   @until_ms    written before, unix ms; null: ever
--   @before      status keys below this one alone; null: all of them
--   @limit       most posts
select statuses.status_key
  from texts
  cross join statuses on statuses.status_key = texts.rowid
  cross join accounts on accounts.account_key = statuses.author_key
 where texts match @match
   and (@before is null or texts.rowid < @before)
   and deleted_at_ms is null
   and is_indexable = 1
   and (@from is null or handle = @from or substr(handle, 1, length(@from) + 1) = @from || '@')
   and (@with_media = 0 or media > 0)
   and (@with_link = 0 or link_key is not null)
   and (@since_ms is null or created_at_ms >= @since_ms)
   and (@until_ms is null or created_at_ms < @until_ms)
   and (@lane is null or exists (select 1 from entries
                                  where entries.uri_hash = statuses.uri_hash
                                    and entries.lane = @lane))
 order by texts.rowid desc
 limit @limit
