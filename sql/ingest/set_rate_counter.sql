-- How much of a window of the server's is used up, or until when it refuses all, or how long it
-- takes to answer.
--   @login_key        whose
--   @bucket           token, paging, the limit of either, pause, answers
--   @window_start_ms  unix ms; of a pause, its end
--   @used             requests, >= 0; of answers, ms
insert into rate_counters (login_key, bucket, window_start_ms, used)
values (@login_key, @bucket, @window_start_ms, @used)
on conflict (login_key, bucket) do update
   set window_start_ms = excluded.window_start_ms, used = excluded.used
