-- The latest place that a status got in an edition: of a feed, or else of any.
--   @uri_hash  64 bits
--   @feed      the feed's name
select edition, feed, entries.position, lane, score_micro, draw_key,
       iif(json_valid(signals), signals, '{}') as signals, reason
  from entries
  join editions using (edition)
 where uri_hash = @uri_hash and lane <> 'offered'
 order by feed = @feed desc, edition desc
 limit 1
