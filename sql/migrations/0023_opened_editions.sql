-- On which days something was read: the ranker, and a feed copied from it, reach back over others.
create view opened_editions as
select edition, feed, drawn_at_ms, opened_at_ms
  from (select edition, feed, drawn_at_ms,
               (select min(+at_ms)
                  from exposures
                 where exposures.edition = editions.edition
                   and kind in ('seen', 'opened')
                   and undone_at_ms is null) as opened_at_ms
          from editions)
 where opened_at_ms is not null;
