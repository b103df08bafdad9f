-- The last edition in which a post was offered before the owner acted on it, with what was frozen
-- of its place: the dice's part in it.
--   @status_key  which
--   @before_ms   when they acted, unix ms
select editions.edition, drawn_at_ms, lane, score_micro, draw_key, came_from,
       editions.candidates, editions.size,
       iif(json_valid(signals), json_extract(signals, '$.turn'), null) is not null as is_turn,
       coalesce(iif(json_valid(feed_settings), json_extract(feed_settings, '$.temperature'), null),
                0.15) as temperature,
       coalesce(iif(json_valid(feed_settings), json_extract(feed_settings, '$.order'), null)
                  = 'as it came', 0) as is_as_it_came
  from main.statuses
 cross join main.entries using (uri_hash)
 cross join main.editions using (edition)
 where statuses.status_key = @status_key and drawn_at_ms < @before_ms
 order by drawn_at_ms desc, editions.edition desc
 limit 1
