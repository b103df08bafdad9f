-- Every feed that an edition was drawn of, with the latest; the latest of all first.
select feed, edition, max(drawn_at_ms) as drawn_at_ms
  from editions
 group by feed
 order by drawn_at_ms desc, feed
