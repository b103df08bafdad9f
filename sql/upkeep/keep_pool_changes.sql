-- Says in the file's pool what the working pool says of some candidates. One that has left it
-- meanwhile stays away.
--
--   @after, @through  which changes: above the first, up to the second
update main.pool
   set voices_micro = working.voices_micro, standing = working.standing,
       standing_micro = working.standing_micro, compared_posts = working.compared_posts,
       topic_micro = working.topic_micro,
       tag_regard_micro = working.tag_regard_micro, story_seen = working.story_seen,
       offers = working.offers,
       rests_until = working.rests_until, dial_micro = working.dial_micro, held = working.held,
       told = working.told, told_until = working.told_until
  from temp.pool_changes as change
 cross join temp.pool as working using (author_key, status_key)
 where nth > @after and nth <= @through
   and main.pool.author_key = change.author_key and main.pool.status_key = change.status_key
