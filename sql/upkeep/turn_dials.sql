-- The owner's word about each candidate's author, tags and site: more × 1.5, less × 0.5, together.
-- A word counts from when it was said until it ends.
--
--   @now_ms  the moment, unix ms
--
-- `cross join` keeps SQLite from reading the whole pool for its links.
update pool
   set dial_micro = said.dial_micro
  from (
    select status_key, sum(case word when 'more' then 405465 when 'less' then -693147
        else 0 end) as dial_micro
      from (select status_key, word
              from dials
              join accounts on accounts.handle = subject
              join pool on pool.author_key = accounts.account_key
             where kind = 'account' and said_at_ms <= @now_ms
               and (until_ms is null or until_ms > @now_ms)
            union all
            select status_key, word
              from dials
              join tags on tags.name = subject
              join status_tags using (tag_key)
              join pool using (status_key)
             where kind = 'tag' and said_at_ms <= @now_ms
               and (until_ms is null or until_ms > @now_ms)
            union all
            select status_key, word
              from dials
             cross join links on links.site = subject
             cross join statuses using (link_key)
             cross join pool using (status_key)
             where kind = 'site' and said_at_ms <= @now_ms
               and (until_ms is null or until_ms > @now_ms))
     group by status_key
  ) as said
 where pool.status_key = said.status_key and pool.dial_micro <> said.dial_micro
