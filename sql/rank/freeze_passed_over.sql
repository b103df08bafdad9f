-- Freezes what got no place in an edition, made ready as of edition 0: in the table's order, so
-- that each page is written once.
--   @edition  its number
insert into main.passed_over (edition, uri_hash, reason, besides, rule, subject, score_micro,
    draw_key, to_beat, signals)
select @edition, uri_hash, reason, besides, rule, subject, score_micro, draw_key, to_beat, signals
  from passed_over as ready
 where edition = 0
 order by uri_hash
