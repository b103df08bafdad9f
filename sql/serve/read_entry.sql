-- One place of an edition with everything that was frozen there. What a bad disk changed of it says
-- nothing: the post itself is whole.
--
--   @edition   the edition's number
--   @position  1 …
select position, uri, status_key, lane, score_micro, draw_key,
       iif(json_valid(signals), signals, '{}') as signals,
       iif(json_valid(boosters), boosters, '[]') as boosters,
       iif(json_valid(named), named, '[]') as named, reason,
       (select drawn_at_ms from editions where editions.edition = entries.edition) as drawn_at_ms
  from entries
 where edition = @edition
   and position = @position
