-- Everything in the pool that upkeep is about to say anew.
update pool
   set voices_micro = 0, standing = null, standing_micro = 0, compared_posts = 0, topic_micro = 0,
       tag_regard_micro = 0, story_seen = 0, offers = 0, rests_until = 0, told = 0, told_until = 0,
       dial_micro = 0, held = 0
 where voices_micro <> 0 or standing is not null or topic_micro <> 0 or tag_regard_micro <> 0
    or story_seen <> 0 or offers <> 0 or rests_until <> 0 or told <> 0 or told_until <> 0
    or dial_micro <> 0 or held <> 0
