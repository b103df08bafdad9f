-- Compares the working pool with the file's.
insert into temp.pool_changes (author_key, status_key)
select working.author_key, working.status_key
  from temp.pool as working
 cross join main.pool as kept using (author_key, status_key)
 where (working.voices_micro, working.standing, working.standing_micro, working.compared_posts,
        working.topic_micro, working.tag_regard_micro, working.story_seen, working.offers,
        working.rests_until, working.dial_micro, working.held, working.told, working.told_until)
    is not (kept.voices_micro, kept.standing, kept.standing_micro, kept.compared_posts,
            kept.topic_micro, kept.tag_regard_micro, kept.story_seen, kept.offers,
            kept.rests_until, kept.dial_micro, kept.held, kept.told, kept.told_until)
 order by working.author_key, working.status_key
