-- Editions, the latest first, each with what was seen of it.
--
--   @limit  most editions
select edition, feed, drawn_at_ms, reading_minutes,
       json_extract(report, '$.continues') as continues,
       (select count(*) from entries where entries.edition = editions.edition) as entries,
       (select count(*)
          from entries
         where entries.edition = editions.edition
           and exists (select 1
                         from exposures indexed by exposures_seen
                        where exposures.uri_hash = entries.uri_hash
                          and exposures.kind in ('seen', 'opened')
                          and exposures.undone_at_ms is null)) as seen
  from editions
 order by drawn_at_ms desc, edition desc
 limit @limit
