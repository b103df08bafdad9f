-- Bodies that are older than what is kept, the oldest first: which of them stay for a while, and
-- what is lost with the others. A body stays that came into the home again lately, one that stands
-- in an edition which the reader may have before them, and one that the owner put off and has not
-- seen since.
--
--   @before_ms             what was observed before this is not kept, unix ms
--   @shown_since_ms        what stands in an edition drawn since then stays, unix ms
--   @after_ms, @after_key  where the last bite ended: when its last was observed, and its key
--   @limit                 most rows
with old as (
  select status_key, observed_at_ms
    from payloads
   where codec <> 0 and observed_at_ms >= @after_ms and observed_at_ms < @before_ms
     and (observed_at_ms, status_key) > (@after_ms, @after_key)
  union all
  select status_key, observed_at_ms
    from payloads
   where codec = 0 and observed_at_ms >= @after_ms and observed_at_ms < @before_ms
     and (observed_at_ms, status_key) > (@after_ms, @after_key)
)
select status_key, observed_at_ms,
       exists (select 1 from arrivals
                where arrivals.status_key = old.status_key
                  and arrived_at_ms >= @before_ms and removed_at_ms is null)
         or exists (select 1 from entries
                      join editions using (edition)
                     where entries.uri_hash = statuses.uri_hash
                       and drawn_at_ms >= @shown_since_ms)
         or exists (select 1 from actions
                     where actions.uri_hash = statuses.uri_hash
                       and kind = 'snooze' and undone_at_ms is null
                       and exists (select 1 from unseen_statuses
                                    where unseen_statuses.status_key = old.status_key)) as stays,
       came_home
         and deleted_at_ms is null
         and visibility <> 'direct'
         and author_key not in (select owner_key from logins where owner_key is not null)
         and not exists (select 1 from exposures
                          where exposures.uri_hash = statuses.uri_hash
                            and kind in ('seen', 'opened') and undone_at_ms is null)
         and not exists (select 1 from actions
                          where actions.uri_hash = statuses.uri_hash
                            and kind in ('favourite', 'reblog', 'bookmark', 'reply')
                            and undone_at_ms is null) as is_unseen,
       (select max(edition) from entries
         where entries.uri_hash = statuses.uri_hash
           and iif(json_valid(signals), json_extract(signals, '$.last_chance'), null) is not null)
         as last_chance_in
  from old
  join statuses using (status_key)
 order by observed_at_ms, status_key
 limit @limit
