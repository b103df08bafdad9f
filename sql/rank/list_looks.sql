-- What the owner saw of the editions of sixty days, and on which of it they acted: what
-- rank/leanings.ts learns from. "Less" is no act here. The editions are listed in an order that
-- does not hang on when their rows came in; those of the file, also where a replay's stand in their
-- place (store/past.ts): what was seen of them was really seen.
--
--   @now_ms  the moment, unix ms
select edition, seen, acted_on
  from (select exposures.edition, json_group_array(entries.position) as seen,
               json_group_array(entries.position)
                 filter (where exists (select 1 from actions
                                        where actions.uri_hash = exposures.uri_hash
                                          and kind not in ('less', 'snooze') and at_ms <= @now_ms
                                          and (undone_at_ms is null or undone_at_ms > @now_ms))
                        ) as acted_on
          from exposures
         cross join entries
            on entries.uri_hash = exposures.uri_hash and entries.edition = exposures.edition
         where kind in ('seen', 'opened') and exposures.edition is not null
           and at_ms <= @now_ms and at_ms > @now_ms - 60 * 86400000
           and (undone_at_ms is null or undone_at_ms > @now_ms)
         group by exposures.edition)
  join main.editions using (edition)
 order by drawn_at_ms, feed, seed, edition
