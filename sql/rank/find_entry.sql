-- The latest place that a status got in an edition.
--   @uri_hash  64 bits
select edition, position, lane, score_micro, draw_key, signals, reason
  from entries
 where uri_hash = @uri_hash and lane <> 'offered'
 order by edition desc
 limit 1
