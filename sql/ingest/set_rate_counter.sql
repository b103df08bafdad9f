-- How much of a window of the server's is used up, or until when it refuses all.
--   @login_key        whose
--   @bucket           token, paging, pause
--   @window_start_ms  unix ms; of a pause, its end
--   @used             requests, >= 0
insert into rate_counters (login_key, bucket, window_start_ms, used)
values (@login_key, @bucket, @window_start_ms, @used)
on conflict (login_key, bucket) do update
   set window_start_ms = excluded.window_start_ms, used = excluded.used
