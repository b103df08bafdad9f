-- What a draw at a moment chooses from, and who is followed at what rate.
--   @now_ms, @since_ms  unix ms
--   @filtered           1: feed_refusals says what the feed leaves out
--   @own                1: feed_rows says what the owner's own SQL chose
select (select count(*) from pool where arrived_ms <= @now_ms and arrived_ms >= @since_ms
    and held = 0
    and (not @filtered or status_key not in (select status_key from feed_refusals))
    and (not @own or status_key in (select status_key from feed_rows)))
         as candidates,
       (select count(*) from author_signals where is_followed) as follows,
       -- Places a day that would give everybody their turn by the deadline of 13 days.
       (select coalesce(sum(round(1e6 / (13.0 + 1.0 / posts_per_day))), 0) / 1e6 from author_signals
           where is_followed) as turns_a_day
