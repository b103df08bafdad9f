-- The edition in which the reader had a status: the one drawn at a stated moment, else the last one
-- before that holds it. Its place there is null where the status stood under another's entry, or is
-- gone.
--
--   @uri_hash     64 bits
--   @at_ms        when they had it, unix ms
--   @drawn_at_ms  unix ms, null where it is not known
select editions.edition, entries.position as position
  from editions
  left join entries on entries.edition = editions.edition and uri_hash = @uri_hash
 where iif(@drawn_at_ms is null,
           drawn_at_ms <= @at_ms and entries.position is not null,
           drawn_at_ms = @drawn_at_ms)
 order by entries.position is null, editions.edition desc
 limit 1
