-- Editions, the latest first, each with what was seen of it. Which are listed is found first: what
-- was seen of each is some two hundred questions.
--
--   @limit  most editions
--   @after  how many of the latest are left away
with listed as (
  select edition, feed, drawn_at_ms, reading_minutes, position,
         iif(json_valid(report), report, '{}') as report
    from editions
   order by drawn_at_ms desc, edition desc
   limit @limit offset @after
)
select edition, feed, drawn_at_ms, reading_minutes, position,
       json_extract(report, '$.continues') as continues,
       (select count(*) from entries where entries.edition = listed.edition) as entries,
       (select count(*)
          from entries
         where entries.edition = listed.edition
           and exists (select 1
                         from exposures indexed by exposures_seen
                        where exposures.uri_hash = entries.uri_hash
                          and exposures.kind in ('seen', 'opened')
                          and exposures.undone_at_ms is null)) as seen
  from listed
 order by drawn_at_ms desc, edition desc
