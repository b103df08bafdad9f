-- What an import did not let in, by its reason; importing the file again changes nothing.
--   @reason, @times        a sentence, how often in this file
--   @last_at_ms, @sample   unix ms, the beginning of one
insert into refused (reason, times, last_at_ms, sample)
values (@reason, @times, @last_at_ms, @sample)
on conflict do update set times = max(times, excluded.times)
