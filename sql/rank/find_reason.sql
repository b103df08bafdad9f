-- Why the last edition that considered a status left it out.
--   @uri_hash  64 bits
select edition, reason, score_micro, signals
  from passed_over
 where uri_hash = @uri_hash
 order by edition desc
 limit 1
