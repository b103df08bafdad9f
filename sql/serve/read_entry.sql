-- One place of an edition with everything that was frozen there.
--
--   @edition   the edition's number
--   @position  1 …
select position, uri, status_key, lane, score_micro, draw_key, signals, boosters, named, reason,
       (select drawn_at_ms from editions where editions.edition = entries.edition) as drawn_at_ms
  from entries
 where edition = @edition
   and position = @position
