-- What was kept out, by reason, most often first.
select reason, times, last_at_ms, sample
  from refused
 order by times desc, reason
