-- Editions that were drawn here since a moment, the earliest first: how much of each was seen
-- there, and how much of that was taken up, that is, opened or acted on.
--
--   @since_ms  unix ms
select edition, feed, drawn_at_ms, reading_minutes, size,
       (select count(distinct uri_hash)
          from exposures
         where exposures.edition = editions.edition
           and kind in ('seen', 'opened') and undone_at_ms is null) as seen,
       (select count(distinct uri_hash)
          from exposures
         where exposures.edition = editions.edition
           and kind in ('seen', 'opened') and undone_at_ms is null
           and (kind = 'opened'
                or exists (select 1 from actions
                            where actions.uri_hash = exposures.uri_hash
                              and actions.kind in ('favourite', 'reblog', 'bookmark', 'reply',
                                                   'more')
                              and actions.undone_at_ms is null
                              and actions.at_ms >= drawn_at_ms))) as taken_up
  from editions
 where came_from = 'draw' and drawn_at_ms >= @since_ms
 order by drawn_at_ms, edition
