-- The tags that the owner follows, by our books.
--   @login_key  whose
select tag_key from followed_tags where login_key = @login_key and ended_at_ms is null
