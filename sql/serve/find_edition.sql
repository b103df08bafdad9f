-- One edition as its head says it, with how many of its entries there are and were seen; whether
-- its feed let in only some of what was unseen; where the SQL of its feed failed, why, and what
-- drew it instead; and from which it goes on, and which goes on from it. What a bad disk changed of
-- its settings or its report says nothing.
--
--   @edition  the edition's number
with
told as (
  select edition, feed, drawn_at_ms, candidates, reading_minutes, position, came_from,
         iif(json_valid(feed_settings), feed_settings, '{}') as feed_settings,
         iif(json_valid(report), report, '{}') as report
    from editions
   where edition = @edition
)
select edition, feed, drawn_at_ms, candidates, reading_minutes, position, came_from,
       json_extract(report, '$.instead') is null
         and (json_extract(feed_settings, '$.sql') is not null
              or exists (select 1 from json_each(feed_settings, '$.filters')
                          where value not in (0, '[]', '{}'))) as is_choosy,
       json_extract(report, '$.instead.why') as failed_because,
       json_extract(report, '$.instead.drawnWith') as drawn_with,
       json_extract(report, '$.continues') as continues,
       (select later.edition from editions as later
         where later.edition > told.edition
           and json_extract(later.report, '$.continues') = +told.edition  -- + by its index
         order by later.edition
         limit 1) as continued_by,
       (select count(*) from entries where entries.edition = told.edition) as entries,
       (select count(*)
          from entries
         where entries.edition = told.edition
           and exists (select 1
                         from exposures indexed by exposures_seen
                        where exposures.uri_hash = entries.uri_hash
                          and exposures.kind in ('seen', 'opened')
                          and exposures.undone_at_ms is null)) as seen
  from told
