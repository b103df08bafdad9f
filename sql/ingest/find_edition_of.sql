-- The edition in which the reader had a status: the one drawn at a stated moment, else the last before.
--   @uri_hash     64 bits
--   @at_ms        when they had it, unix ms
--   @drawn_at_ms  unix ms, null where it is not known
select edition, entries.position as position
  from entries
  join editions using (edition)
 where uri_hash = @uri_hash and drawn_at_ms <= @at_ms and (@drawn_at_ms is null or drawn_at_ms = @drawn_at_ms)
 order by edition desc
 limit 1
