-- The editions before the replay began, and those that the feed under replay drew since.
create temp view editions as
select edition, feed, drawn_at_ms
  from main.editions
 where drawn_at_ms < replay_since_ms()
 union all
select edition, feed, drawn_at_ms
  from replayed_editions
 where feed = replayed_feed() and drawn_at_ms <= as_of_ms()
