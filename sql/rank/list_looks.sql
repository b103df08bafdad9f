-- What the owner saw of the editions of sixty days, as it was weighed then, and whether they acted
-- on it: what rank/leanings.ts learns from. "Less" is no act here.
--
--   @now_ms  the moment, unix ms
select signals,
       exists (select 1 from actions
                where actions.uri_hash = entries.uri_hash and kind not in ('less', 'snooze')
                  and at_ms <= @now_ms
                  and (undone_at_ms is null or undone_at_ms > @now_ms)) as is_acted_on
  from (select distinct edition, uri_hash from exposures
         where kind in ('seen', 'opened') and edition is not null
           and at_ms <= @now_ms and at_ms > @now_ms - 60 * 86400000
           and (undone_at_ms is null or undone_at_ms > @now_ms)) as look
 cross join entries on entries.uri_hash = look.uri_hash and entries.edition = look.edition
 where lane <> 'offered'
 order by entries.edition, position
