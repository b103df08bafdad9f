-- Tags that were given up later are still followed as of the moment of the replay. Since when one
-- was followed is not known.
create temp view followed_tags as
select login_key, tag_key, iif(ended_at_ms <= as_of_ms(), ended_at_ms, null) as ended_at_ms
  from main.followed_tags
