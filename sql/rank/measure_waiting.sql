-- How long what a draw at a moment chooses from is to read, all together. `refuseFiltered` first.
--   @now_ms, @since_ms  unix ms
--   @filtered           1: feed_refusals says what the feed leaves out
select count(*) as posts, coalesce(sum(length), 0) as length, coalesce(sum(media), 0) as media
  from pool
 cross join statuses using (status_key)
 where arrived_ms <= @now_ms and arrived_ms >= @since_ms and held = 0
   and (not @filtered or status_key not in (select status_key from feed_refusals))
