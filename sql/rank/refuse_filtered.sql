-- What the filters of a feed leave out of the pool, each with the first that does. A filter that is
-- null, or 0, asks for nothing. Who wrote a post in no language that is known passes.
--
--   @languages          JSON list of ISO 639 codes, or null
--   @with_media         1: only posts with attachments
--   @with_links         1: only posts with a link
--   @least_characters   characters a reader reads, >= 0
--   @tags               JSON list of names, one of which a post must have, or null
--   @people             JSON list of handles in lower case, one of which wrote it, or null
--   @lanes              JSON list of lanes, or null
--   @without_replies    1: no replies to others
--   @without_strangers  1: nobody who is not followed
--   @last_drawn_at_ms   what came or was written before this was missed, unix ms
insert into feed_refusals (status_key, filter)
with

-- The lane in which each would come, as serve/count_waiting says it too.
candidate as (
  select status_key, author_key, link_key, reply, coalesce(is_followed, 0) as is_followed,
         case when told > 0 then 'resurfaced'
              when not coalesce(is_followed, 0) then 'boosted'
              when is_quiet then 'quiet'
              when min(arrived_ms, born_ms) < @last_drawn_at_ms then 'missed'
              else 'fresh' end as lane
    from pool
    left join author_signals on account_key = author_key
   where held = 0
),

judged as (
  select status_key,
         case
           when @with_media and media = 0 then 'with_media'
           when @with_links and candidate.link_key is null then 'with_links'
           when length < @least_characters then 'least_characters'
           when @languages is not null
             and lower(substr(language, 1, instr(language || '-', '-') - 1))
                 not in ('', 'und', 'zxx')
             and lower(substr(language, 1, instr(language || '-', '-') - 1))
                 not in (select value from json_each(@languages)) then 'languages'
           when @without_replies and candidate.reply = 1 then 'without_replies'
           when @without_strangers and not is_followed then 'without_strangers'
           when @lanes is not null
             and lane not in (select value from json_each(@lanes)) then 'lanes'
           when @people is not null
             and candidate.author_key not in (select account_key
                                                from json_each(@people)
                                                join accounts on handle = value) then 'people'
           when @tags is not null
             and status_key not in (select status_key
                                      from json_each(@tags)
                                      join tags on name = value
                                      join status_tags using (tag_key)) then 'tags'
           end as filter
    from candidate
    join statuses using (status_key)
)

select status_key, filter from judged where filter is not null
