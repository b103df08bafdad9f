-- What the reader had of a status so far, earliest first, and whether it was put off since until
-- later: then it comes again.
--
--   @uri_hash  64 bits
select kind, at_ms, edition, via,
       exists (select 1 from actions as snooze
                where snooze.uri_hash = exposures.uri_hash and snooze.kind = 'snooze'
                  and snooze.undone_at_ms is null
                  and snooze.until_ms > exposures.at_ms) as is_put_off
  from exposures
 where uri_hash = @uri_hash
   and undone_at_ms is null
 order by at_ms, exposure_key
