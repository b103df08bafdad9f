-- Documented, stable views: what a feed of the owner's own SQL, and anybody with Datasette, may rely
-- on. core/feed_views.ts has a sentence for each of them and for each of their columns.

drop view candidate_statuses;
create view candidate_statuses as
select candidates.status_key, statuses.uri, accounts.handle as author, accounts.display_name,
       statuses.created_at_ms, candidates.born_ms, candidates.arrived_ms, statuses.language,
       statuses.visibility, statuses.length, statuses.media, statuses.has_warning, statuses.reply,
       statuses.mentions_owner, statuses.favourites, statuses.boosts, statuses.replies,
       candidates.boosters, candidates.offers,
       (select server_id from server_ids
         where server_ids.status_key = candidates.status_key
         order by login_key
         limit 1) as status_id,
       candidates.author_key, candidates.held
  from candidates
  join statuses using (status_key)
  join accounts on accounts.account_key = candidates.author_key;

create view candidate_signals as
select author_key, status_key,
       (select server_id from server_ids
         where server_ids.status_key = pool.status_key
         order by login_key
         limit 1) as status_id,
       dice_key, born_ms, arrived_ms, reply, mentions_owner, link_key, boosters, voices_micro,
       standing, standing_micro, topic_micro, story_seen, offers, rests_until, dial_micro, held
  from pool;

create view authors as
select account_key, is_followed, posts_per_day, is_quiet, affinity_micro, voices_micro,
       voiced_posts, last_turn_ms
  from author_signals;

create view people as
select account_key, handle, domain, display_name, is_bot, followers
  from accounts;

create view boosters as
select arrivals.status_key, booster_key as account_key, accounts.handle as booster,
       min(arrivals.arrived_at_ms) as boosted_at_ms, booster_signals.voice_micro
  from arrivals
  join accounts on accounts.account_key = booster_key
  left join booster_signals on booster_signals.account_key = booster_key
 where removed_at_ms is null
 group by arrivals.status_key, booster_key;

create view tagged as
select status_key, tags.name as tag
  from status_tags
  join tags using (tag_key);

create view linked as
select status_key, links.url, links.site
  from statuses
  join links using (link_key);

create view topics as
select kind, subject, lift_micro
  from topic_signals;

create view counts_at_ages as
select snapshots.status_key, age_class, observed_at_ms, observed_at_ms - born_ms as age_ms,
       snapshots.favourites, snapshots.boosts, snapshots.replies
  from snapshots
  join statuses using (status_key);

drop view ledger;
create view ledger as
select exposures.at_ms, exposures.kind, exposures.via, exposures.edition, exposures.position,
       statuses.uri, statuses.status_key
  from exposures
  left join statuses using (uri_hash)
 where exposures.undone_at_ms is null;

create view acts as
select actions.at_ms, actions.kind, actions.until_ms, statuses.uri, statuses.status_key
  from actions
  left join statuses using (uri_hash)
 where actions.undone_at_ms is null;
