-- What was not let in is counted by its reason, with one sample.
--   @reason      a sentence
--   @last_at_ms  unix ms
--   @sample      the beginning of what was refused
insert into refused (reason, times, last_at_ms, sample)
values (@reason, 1, @last_at_ms, @sample)
on conflict do update
   set times = times + 1, last_at_ms = excluded.last_at_ms, sample = excluded.sample
