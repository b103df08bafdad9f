-- How often the owner's people boost what has its tags and its site, × the usual: ln in millionths.
alter table pool add column tag_regard_micro integer not null default 0;

drop view candidate_signals;
create view candidate_signals as
select author_key, status_key,
       (select server_id from server_ids
         where server_ids.status_key = pool.status_key
         order by login_key
         limit 1) as status_id,
       dice_key, born_ms, arrived_ms, reply, mentions_owner, link_key, boosters, voices_micro,
       standing, standing_micro, topic_micro, story_seen, offers, rests_until, dial_micro, held,
       told, told_until, tag_regard_micro
  from pool;
