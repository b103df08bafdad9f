-- The owner follows a tag no more. What it brought is held back from then on.
--   @login_key, @tag_key  whose, which
--   @ended_at_ms          unix ms
update followed_tags set ended_at_ms = @ended_at_ms
 where login_key = @login_key and tag_key = @tag_key and ended_at_ms is null
