-- The owner's words in force that are about one status: on its author, its tags and its site, and
-- "no boosts" of those who boosted it into the home. `is_only_way`: it came by such boosts alone.
--
--   @status_key  which
--   @now_ms      unix ms
with
said as materialized (
  select kind, subject, word, until_ms from dials
   where said_at_ms <= @now_ms and (until_ms is null or until_ms > @now_ms) and word <> 'usual'
),
unwanted as materialized (
  select account_key, subject from said join accounts on handle = subject
   where kind = 'account' and word = 'no boosts'
)
select kind, subject, word, until_ms,
       word = 'no boosts'
         and not exists (select 1 from arrivals
                          where arrivals.status_key = @status_key
                            and arrived_at_ms <= @now_ms
                            and (removed_at_ms is null or removed_at_ms > @now_ms)
                            and (booster_key is null
                                 or booster_key not in (select account_key from unwanted)))
         as is_only_way
  from said
 where kind = 'account' and word <> 'no boosts'
         and subject = (select handle from statuses join accounts on account_key = author_key
                         where status_key = @status_key)
    or kind = 'account' and word = 'no boosts'
         and subject in (select unwanted.subject from unwanted
                           join arrivals on booster_key = account_key
                          where arrivals.status_key = @status_key
                            and arrived_at_ms <= @now_ms
                            and (removed_at_ms is null or removed_at_ms > @now_ms))
    or kind = 'tag'
         and subject in (select name from status_tags join tags using (tag_key)
                          where status_tags.status_key = @status_key)
    or kind = 'site'
         and subject = (select site from statuses join links using (link_key)
                         where status_key = @status_key)
 order by kind, subject
