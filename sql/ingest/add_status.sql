-- Files a status not known yet.
--   @uri, @uri_hash, @dice_key           its name, and both of its hashes
--   @author_key                          who wrote it
--   @created_at_ms, @first_seen_at_ms    the author's claim, our clock; unix ms
--   @born_ms                             the earlier of the two
--   @came_home                           1: it stood in the home; 0: the owner's acts brought it
--   @edited_at_ms                        unix ms, null
--   @visibility, @language               as the API says
--   @reply                               0 no, 1 to others, 2 own thread
--   @reply_to_id                         the server's id of the parent, null
--   @mentions_owner, @has_warning        0, 1
--   @media, @length                      attachments; characters
--   @link_key                            first link, null
--   @favourites, @boosts, @replies       counts, >= 0
--   @counts_at_ms                        when they were so, unix ms; 0: nobody has told them
insert into statuses (uri, uri_hash, dice_key, author_key, created_at_ms, first_seen_at_ms, born_ms,
                      came_home, edited_at_ms, visibility, language, reply, reply_to_id,
                      mentions_owner, has_warning, media, length, link_key, favourites, boosts,
                      replies, counts_at_ms)
values (@uri, @uri_hash, @dice_key, @author_key, @created_at_ms, @first_seen_at_ms, @born_ms,
        @came_home, @edited_at_ms, @visibility, @language, @reply, @reply_to_id,
        @mentions_owner, @has_warning, @media, @length, @link_key, @favourites, @boosts, @replies,
        @counts_at_ms)
