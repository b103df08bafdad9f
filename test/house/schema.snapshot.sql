CREATE VIEW acts as
select actions.at_ms, actions.kind, actions.until_ms, statuses.uri, statuses.status_key
  from actions
  left join statuses using (uri_hash)
 where actions.undone_at_ms is null;

CREATE VIEW authors as
select account_key, is_followed, posts_per_day, is_quiet, affinity_micro, language_micro,
       voices_micro, voiced_posts, last_turn_ms
  from author_signals;

CREATE VIEW boosters as
select arrivals.status_key, booster_key as account_key, accounts.handle as booster,
       min(arrivals.arrived_at_ms) as boosted_at_ms,
       nullif(booster_signals.voice_micro, 0) as voice_micro
  from arrivals
  join accounts on accounts.account_key = booster_key
  left join booster_signals on booster_signals.account_key = booster_key
 where removed_at_ms is null
 group by arrivals.status_key, booster_key;

CREATE VIEW candidate_signals as
select author_key, status_key,
       (select server_id from server_ids
         where server_ids.status_key = pool.status_key
         order by login_key
         limit 1) as status_id,
       dice_key, born_ms, arrived_ms, reply, mentions_owner, link_key, boosters, voices_micro,
       standing, standing_micro, topic_micro, story_seen, offers, rests_until, dial_micro, held,
       told, told_until, tag_regard_micro
  from pool;

CREATE VIEW candidate_statuses as
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

CREATE VIEW candidates as
select author_key, status_key, uri_hash, born_ms, arrived_ms, boosters, offers, held
  from pool
 union all
select author_key, status_key, uri_hash, born_ms, arrived_ms, boosters, 0, 0
  from unseen_statuses
 where status_key > (select through_key from pool_extent);

CREATE VIEW counts_at_ages as
select snapshots.status_key, age_class, observed_at_ms, observed_at_ms - born_ms as age_ms,
       snapshots.favourites, snapshots.boosts, snapshots.replies
  from snapshots
  join statuses using (status_key);

CREATE VIEW ledger as
select exposures.at_ms, exposures.kind, exposures.via, exposures.edition, exposures.position,
       statuses.uri, statuses.status_key
  from exposures
  left join statuses using (uri_hash)
 where exposures.undone_at_ms is null;

CREATE VIEW linked as
select status_key, links.url, links.site
  from statuses
  join links using (link_key);

CREATE VIEW opened_editions as
select edition, feed, drawn_at_ms, opened_at_ms
  from (select edition, feed, drawn_at_ms,
               (select min(+at_ms)
                  from exposures
                 where exposures.edition = editions.edition
                   and kind in ('seen', 'opened')
                   and undone_at_ms is null) as opened_at_ms
          from editions)
 where opened_at_ms is not null;

CREATE VIEW people as
select account_key, handle, domain, display_name, is_bot, followers
  from accounts;

CREATE VIEW tagged as
select status_key, tags.name as tag
  from status_tags
  join tags using (tag_key);

CREATE VIEW topics as
select kind, subject, lift_micro
  from topic_signals;

CREATE VIEW unseen_statuses as
select author_key, status_key, uri_hash, dice_key, born_ms,
       (select min(arrived_at_ms) from arrivals
         where arrivals.status_key = statuses.status_key
           and arrived_at_ms > coalesce(pruned_at_ms, 0)) as arrived_ms,
       reply, mentions_owner, link_key,
       (select count(distinct booster_key)
          from arrivals
         where arrivals.status_key = statuses.status_key
           and removed_at_ms is null
           and booster_key <> author_key) as boosters
  from statuses
 where deleted_at_ms is null
   and visibility <> 'direct'
   and author_key not in (select owner_key from logins where owner_key is not null)
   and exists (select 1 from arrivals
                where arrivals.status_key = statuses.status_key and removed_at_ms is null
                  and arrived_at_ms > coalesce(pruned_at_ms, 0))
   and not exists (select 1 from exposures
                    where exposures.uri_hash = statuses.uri_hash
                      and kind in ('seen', 'opened') and undone_at_ms is null
                      and not exists (select 1 from actions as snooze
                                       where snooze.uri_hash = exposures.uri_hash
                                         and snooze.kind = 'snooze'
                                         and snooze.undone_at_ms is null
                                         and snooze.until_ms > exposures.at_ms))
   and not exists (select 1 from actions
                    where actions.uri_hash = statuses.uri_hash
                      and kind <> 'snooze'
                      and undone_at_ms is null
                      and not exists (select 1 from actions as snooze
                                       where snooze.uri_hash = actions.uri_hash
                                         and snooze.kind = 'snooze'
                                         and snooze.undone_at_ms is null
                                         and snooze.until_ms > actions.at_ms));

CREATE TABLE absences (
  login_key        integer not null references logins,
  server_id        text    not null,              -- the entry's own id
  noticed_at_ms    integer not null,
  primary key (login_key, server_id)
) strict, without rowid;

CREATE TABLE account_ids (
  login_key        integer not null references logins,
  server_id        text    not null,
  account_key      integer not null references accounts,
  primary key (login_key, server_id)
) strict, without rowid;

CREATE TABLE accounts (
  account_key      integer primary key,
  handle           text    not null unique,       -- ada@example.social
  domain           text    not null,
  display_name     text    not null,
  is_bot           integer not null,              -- 0, 1
  is_indexable     integer not null default 1,    -- 0: #nobot or noindex; kept out of full-text search
  followers        integer not null,
  statuses         integer not null,              -- as their server says; compare for change, not for size
  profile          text    not null check (json_valid(profile)),  -- the API's Account, whole
  profile_hash     integer not null,              -- rewritten only when this changes
  observed_at_ms   integer not null
) strict;

CREATE TABLE actions (
  action_key       integer primary key,
  login_key        integer not null references logins,
  uri_hash         integer not null,
  uri              text,                          -- where the status is not here (yet)
  status_id        text    not null,              -- the server's id
  kind             text    not null check (kind in ('favourite', 'reblog', 'bookmark', 'reply', 'more', 'less', 'snooze')),
  at_ms            integer not null,
  until_ms         integer,
  undone_at_ms     integer,
  unique (login_key, uri_hash, kind, at_ms)
) strict;

CREATE TABLE arrivals (
  arrival_key      integer primary key,
  login_key        integer not null references logins,
  server_id        text    not null,              -- the entry's own id, a wrapper's for a boost
  status_key       integer not null references statuses,
  booster_key      integer references accounts (account_key),  -- null: no boost
  entered_at_ms    integer not null,              -- when it entered the home: created_at of the entry
  arrived_at_ms    integer not null,              -- our clock
  how              text    not null check (how in ('stream', 'sweep', 'crawl', 'import')),
  removed_at_ms    integer, boost_uri text, boost_url text, boost_visibility text,                       -- it left the home: un-boosted, deleted, muted
  unique (login_key, server_id)
) strict;

CREATE TABLE author_signals (
  account_key      integer primary key references accounts,
  is_followed      integer not null,
  posts_per_day    real    not null,              -- over 28 days, holes masked
  is_quiet         integer not null,              -- posts on at most one day a week
  affinity_micro   integer not null,              -- ln of the owner's acts on them, × usual
  voices_micro     integer not null,              -- what their posts were boosted with, all together
  voiced_posts     integer not null,              -- posts older than six hours that this counts
  last_turn_ms     integer not null               -- last offer in an edition that was opened; 0: none
, may_be_quiet integer not null default 0, language_micro integer not null default 0) strict;

CREATE TABLE booster_signals (
  account_key      integer primary key references accounts,
  voice_micro      integer not null               -- millionths of a voice
) strict;

CREATE TABLE client_answers (
  path             text    primary key,
  body             text    not null check (json_valid(body)),
  answered_at_ms   integer not null
) strict, without rowid;

CREATE TABLE client_apps (
  client_id        text    primary key,
  secret_hash      blob    not null,
  name             text    not null,
  redirect_uris    text    not null,
  scopes           text    not null,
  created_at_ms    integer not null
, website text) strict, without rowid;

CREATE TABLE client_markers (
  token_key        integer not null references client_tokens,
  timeline         text    not null,
  last_read_id     text    not null,
  version          integer not null,
  updated_at_ms    integer not null,
  primary key (token_key, timeline)
) strict, without rowid;

CREATE TABLE client_snapshot_entries (
  snapshot_key     integer not null references client_snapshots,
  position         integer not null,
  outer_id         text    not null,
  inner_id         text    not null,
  edition          integer not null,
  entry_position   integer not null,
  primary key (snapshot_key, position)
) strict, without rowid;

CREATE TABLE client_snapshots (
  snapshot_key     integer primary key,
  token_key        integer not null references client_tokens,
  feed             text    not null,
  made_at_ms       integer not null
, served_through integer not null default 0) strict;

CREATE TABLE client_tokens (
  token_key        integer primary key,
  token_hash       blob    not null unique,
  client_id        text    not null,
  scopes           text    not null,
  created_at_ms    integer not null,
  used_at_ms       integer,
  revoked_at_ms    integer
, of_owner integer not null default 1, counts_seen integer not null default 1) strict;

CREATE TABLE crawl_turns (
  hole_key         integer not null references holes,
  kind             text    not null check (kind in ('account', 'tag')),
  subject          text    not null,              -- the server's id of the account; the tag's name
  place            integer not null,              -- the order of reading, 1 …
  outcome          text    not null check (outcome in ('unasked', 'waiting', 'read', 'unchanged', 'gone', 'cut')),
  pages            integer not null default 1,    -- requests that are expected still
  max_id           text,                          -- where reading goes on; null: at the newest
  primary key (hole_key, kind, subject)
) strict, without rowid;

CREATE TABLE departures (
  login_key        integer not null references logins,
  server_id        text    not null,              -- the entry's own id
  left_at_ms       integer not null,
  primary key (login_key, server_id)
) strict, without rowid;

CREATE TABLE devices (
  device_key       integer primary key,
  secret_hash      blob    not null unique,
  name             text    not null,
  paired_at_ms     integer not null,
  used_at_ms       integer,
  revoked_at_ms    integer
, opens text not null default 'page'
  check (opens in ('page', 'subscriptions'))) strict;

CREATE TABLE dials (
  login_key        integer not null references logins,
  kind             text    not null,
  subject          text    not null,              -- handle, tag or site
  word             text    not null,
  until_ms         integer,
  said_at_ms       integer not null,              -- from when it holds
  said_of          text    not null,              -- the subject as it was said; a person may have moved
  primary key (login_key, kind, subject, said_at_ms)
) strict, without rowid;

CREATE TABLE dictionaries (
  dictionary_key   integer primary key,
  body             blob    not null               -- never changes once used
) strict;

CREATE TABLE early_deletes (
  login_key        integer not null references logins,
  server_id        text    not null,
  deleted_at_ms    integer not null,
  primary key (login_key, server_id)
) strict, without rowid;

CREATE TABLE editions (
  edition          integer primary key,           -- 1, 2, 3 … as the reader counts them
  feed             text    not null,              -- its name
  feed_settings    text    not null check (json_valid(feed_settings)),  -- frozen
  seed             text    not null,
  drawn_at_ms      integer not null,              -- the moment of the draw
  size             integer not null,
  candidates       integer not null,              -- unseen statuses it was drawn from
  reading_minutes  real    not null,
  came_from        text    not null default 'draw' check (came_from in ('draw', 'import')),
  position         integer not null default 0,    -- where the reader stands
  report           text    not null default '{}' check (json_valid(report))   -- lanes, load, turns needed
) strict;

CREATE TABLE entries (
  edition          integer not null references editions,
  position         integer not null,              -- 1 … size
  uri_hash         integer not null,
  uri              text    not null,
  status_key       integer,                       -- null once pruned, or never had
  lane             text    not null check (lane in ('fresh', 'missed', 'quiet', 'boosted', 'resurfaced', 'wildcard', 'offered')),
  score_micro      integer not null,              -- millionths of ln(score)
  draw_key         real    not null,
  signals          text    not null check (json_valid(signals)),   -- {name: {value, factor_micro}}
  boosters         text    not null check (json_valid(boosters)),  -- handles, earliest first
  named            text    not null default '[]' check (json_valid(named)), reason text,  -- other statuses this one stands for
  primary key (edition, position)
) strict, without rowid;

CREATE TABLE exposures (
  exposure_key     integer primary key,
  uri_hash         integer not null,
  uri              text,                          -- where the status is not here (yet)
  status_id        text,                          -- the server's id, where known
  kind             text    not null check (kind in ('offered', 'served', 'seen', 'opened')),
  at_ms            integer not null,
  edition          integer,
  position         integer,
  via              text    not null,              -- page, api, import, owner …
  undone_at_ms     integer,
  unique (uri_hash, kind, at_ms)
) strict;

CREATE TABLE feed_refusals (
  status_key       integer primary key,
  filter           text    not null               -- its name in the settings
) strict;

CREATE TABLE feed_rows (
  status_key       integer primary key,
  score_micro      integer,                       -- millionths of ln(score); null: the ranker's
  lane             text,                          -- null: the ranker's
  reason           text                           -- in the owner's words
) strict;

CREATE TABLE filter_matches (
  status_key       integer not null references statuses,
  login_key        integer not null references logins,
  filter_id        text    not null,
  effect           text    not null check (effect in ('warn', 'hide', 'blur')), until_ms integer,
  primary key (status_key, login_key, filter_id)
) strict, without rowid;

CREATE TABLE filters (
  login_key        integer not null references logins,
  filter_id        text    not null,
  body             text    not null check (json_valid(body)),   -- the API's Filter v2, whole
  primary key (login_key, filter_id)
) strict, without rowid;

CREATE TABLE followed_tags (
  login_key        integer not null references logins,
  tag_key          integer not null references tags, ended_at_ms integer,
  primary key (login_key, tag_key)
) strict, without rowid;

CREATE TABLE follows (
  login_key        integer not null references logins,
  account_key      integer not null references accounts,
  since_ms         integer not null,              -- when we first knew
  ended_at_ms      integer,
  shows_boosts     integer not null default 1,
  languages        text, settings_at_ms integer,                          -- JSON array, null: all
  primary key (login_key, account_key)
) strict, without rowid;

CREATE TABLE former_handles (
  handle           text    not null,
  account_key      integer not null references accounts,
  until_ms         integer not null,              -- when they were first known by another
  primary key (handle, account_key)
) strict, without rowid;

CREATE TABLE holes (
  hole_key         integer primary key,
  login_key        integer not null references logins,
  from_ms          integer not null,
  to_ms            integer,                       -- null while it lasts
  state            text    not null check (state in ('open', 'swept', 'crawled')),
  noticed_at_ms    integer not null,
  recovered        integer not null default 0,    -- arrivals found in it afterwards
  detail           text    not null default '', unproven text not null default '[]' check (json_valid(unproven)),
  unique (login_key, from_ms)
) strict;

CREATE TABLE ingest_state (                       -- last frame, last sweep, the server's dialect …
  login_key        integer not null,
  name             text    not null,
  value            text    not null,
  at_ms            integer not null,
  primary key (login_key, name)
) strict, without rowid;

CREATE TABLE last_chances (
  status_key       integer primary key
) strict;

CREATE TABLE links (
  link_key         integer primary key,
  url              text    not null unique,       -- normalised
  site             text    not null
) strict;

CREATE TABLE logins (
  login_key        integer primary key,
  server           text    not null unique,       -- origin, 'https://example.social'
  owner_id         text    not null,              -- the server's id of the owner's account
  acct             text    not null,              -- ada@example.social
  owner_key        integer references accounts (account_key),
  follows_complete_at_ms integer,                 -- null until the follow list was read to its end once
  created_at_ms    integer not null
) strict;

CREATE TABLE outbox (
  outbox_key       integer primary key,
  login_key        integer not null references logins,
  idempotency_key  text    not null unique,       -- sent along: the same wish, however often it is sent
  uri_hash         integer not null,
  uri              text    not null,
  status_id        text    not null,              -- the server's id
  kind             text    not null check (kind in ('favourite', 'reblog', 'bookmark')),
  undo             integer not null,              -- 1: the act is to be taken back
  asked_at_ms      integer not null,
  next_try_at_ms   integer not null,
  tries            integer not null default 0,    -- that failed
  sent_at_ms       integer,                       -- it may have been done, whatever was answered
  ended_at_ms      integer,                       -- null: it waits
  ending           text check (ending in ('done', 'refused', 'replaced')),
  why              text                           -- of a refusal, or of the last try that failed
) strict;

CREATE TABLE pairings (
  code_hash        blob    primary key,
  made_at_ms       integer not null,
  ends_at_ms       integer not null,
  used_at_ms       integer
) strict, without rowid;

CREATE TABLE passed_over (
  edition          integer not null references editions,
  uri_hash         integer not null,
  reason           text    not null,
  score_micro      integer not null,
  signals          text    not null check (json_valid(signals)), rule text, subject text, draw_key real, to_beat real, besides text,
  primary key (edition, uri_hash)
) strict, without rowid;

CREATE TABLE payloads (
  status_key       integer primary key references statuses,
  codec            integer not null default 0,    -- 0 text, 1 deflate, 2 deflate with dictionary
  dictionary_key   integer references dictionaries,
  observed_at_ms   integer not null,              -- an older text never overwrites a newer one
  body             any     not null
) strict;

CREATE TABLE pool (
  author_key       integer not null,
  status_key       integer not null,
  uri_hash         integer not null,
  dice_key         integer not null,
  born_ms          integer not null,
  arrived_ms       integer not null,              -- when it first reached us
  reply            integer not null,
  mentions_owner   integer not null,
  link_key         integer,
  boosters         integer not null default 0,    -- distinct people other than the author
  -- As of the last upkeep, which runs before every draw:
  voices_micro     integer not null default 0,    -- millionths of a voice: what those boosters say
  standing         real,                          -- percentile in the author's own history; null: no snapshot yet
  standing_micro   integer not null default 0,    -- the factor that it makes; unknown is × 1
  topic_micro      integer not null default 0,    -- ln of the lift of its tags and site
  story_seen       integer not null default 0,    -- 1: its link was seen in another post
  offers           integer not null default 0,    -- offers, unseen, in editions that were opened
  rests_until      integer not null default 0,    -- opened editions there must have been before the next offer
  dial_micro       integer not null default 0,    -- the owner's word about person, tags and site
  held             integer not null default 0, told integer not null default 0, told_until integer not null default 0, tag_regard_micro integer not null default 0, compared_posts integer not null default 0,    -- 1: not until a day, snoozed, filtered, muted, unfollowed
  primary key (author_key, status_key)
) strict, without rowid;

CREATE TABLE pool_extent (
  through_key      integer not null               -- of `statuses`: up to here they stand in the pool
) strict;

CREATE TABLE post_counts (
  login_key        integer not null references logins,
  account_key      integer not null references accounts,
  statuses         integer not null,
  since_ms         integer not null,              -- when this number was first seen: unchanged since
  first_ms         integer not null,              -- when any was
  primary key (login_key, account_key)
) strict, without rowid;

CREATE TABLE posts_by_author (
  author_key       integer not null references accounts,
  created_at_ms    integer not null,
  status_key       integer not null references statuses,
  primary key (author_key, created_at_ms, status_key)
) strict, without rowid;

CREATE TABLE posts_extent (
  through_key      integer not null               -- of `statuses`: up to here they stand by author
) strict;

CREATE TABLE quotes (
  quoted_hash  integer not null,              -- uri_hash of the quoted one, stored or not
  status_key   integer not null references statuses,
  primary key (quoted_hash, status_key)
) strict, without rowid;

CREATE TABLE rate_counters (
  login_key        integer not null,
  bucket           text    not null,
  window_start_ms  integer not null,
  used             integer not null,
  primary key (login_key, bucket)
) strict, without rowid;

CREATE TABLE refusals_of_domains (
  login_key        integer not null references logins,
  domain           text    not null,
  since_ms         integer not null,
  primary key (login_key, domain)
) strict, without rowid;

CREATE TABLE refusals_of_people (                 -- mutes and blocks
  login_key        integer not null references logins,
  account_key      integer not null references accounts,
  kind             text    not null check (kind in ('mute', 'block')),
  since_ms         integer not null,
  until_ms         integer,
  ended_at_ms      integer,
  primary key (login_key, account_key, kind)
) strict, without rowid;

CREATE TABLE refused (
  reason           text    primary key,
  times            integer not null,
  last_at_ms       integer not null,
  sample           text    not null               -- cut to 2,000 characters
) strict, without rowid;

CREATE TABLE refused_mentions (
  status_key       integer not null references statuses,
  login_key        integer not null references logins,
  account_key      integer not null references accounts,
  is_quote         integer not null,              -- 1: quotes them
  primary key (status_key, login_key, account_key)
) strict, without rowid;

CREATE TABLE said_dials (
  login_key        integer not null references logins,
  kind             text    not null check (kind in ('account', 'tag', 'site')),
  subject          text    not null,              -- handle, tag or site
  word             text    not null check (word in ('always', 'more', 'usual', 'less', 'no boosts', 'not until')),
  until_ms         integer,
  said_at_ms       integer not null,
  primary key (login_key, kind, subject, said_at_ms)
) strict, without rowid;

CREATE TABLE server_ids (
  login_key        integer not null references logins,
  server_id        text    not null,
  status_key       integer not null references statuses,
  primary key (login_key, server_id)
) strict, without rowid;

CREATE TABLE snapshots (
  status_key       integer not null references statuses,
  observed_at_ms   integer not null,
  age_class        integer not null,              -- 0: 0.5-3 h, 1: 3-14 h, 2: 14-80 h, 3: any other
  favourites       integer not null,
  boosts           integer not null,
  replies          integer not null,
  primary key (status_key, observed_at_ms)
) strict, without rowid;

CREATE TABLE status_tags (
  status_key       integer not null references statuses,
  tag_key          integer not null references tags,
  primary key (status_key, tag_key)
) strict, without rowid;

CREATE TABLE statuses (
  status_key       integer primary key,
  uri              text    not null,
  uri_hash         integer not null,              -- 64 bits; verified against uri
  dice_key         integer not null,              -- 53 bits; what dice and ties are keyed with
  author_key       integer not null references accounts,
  created_at_ms    integer not null,              -- the author's claim: may lie in the past or future
  first_seen_at_ms integer not null,              -- our clock
  born_ms          integer not null,              -- min of the two: what age counts from
  edited_at_ms     integer,
  deleted_at_ms    integer,                       -- tombstone; the body is gone
  visibility       text    not null,
  language         text,
  reply            integer not null,              -- 0 no, 1 to others, 2 continues an own thread
  reply_to_id      text,                          -- the server's id of the parent
  mentions_owner   integer not null default 0,
  has_warning      integer not null,
  media            integer not null,              -- attachments
  length           integer not null,              -- characters a reader reads
  link_key         integer,                       -- first link or card, normalised
  favourites       integer not null,
  boosts           integer not null,
  replies          integer not null,
  counts_at_ms     integer not null               -- older counts never overwrite newer ones
, came_home integer not null default 1, pruned_at_ms integer, looked_at_ms integer) strict;

CREATE TABLE tags (
  tag_key          integer primary key,
  name             text    not null unique        -- NFKC, lower case, no #
) strict;

CREATE VIRTUAL TABLE texts using fts5 (
  body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE topic_signals (
  kind             text    not null check (kind in ('tag', 'site')),
  subject          text    not null,
  lift_micro       integer not null,
  primary key (kind, subject)
) strict, without rowid;

CREATE TABLE upkeep_marks (                       -- what upkeep has done, and as of when
  name             text    primary key,
  at_ms            integer not null,
  detail           text    not null default ''
) strict, without rowid;

CREATE TABLE versions (
  status_key       integer not null references statuses,
  replaced_at_ms   integer not null,
  codec            integer not null default 0,
  dictionary_key   integer references dictionaries,
  body             any     not null,
  primary key (status_key, replaced_at_ms)
) strict, without rowid;

CREATE INDEX account_ids_by_account on account_ids (account_key);

CREATE INDEX actions_by_uri on actions (uri_hash);

CREATE INDEX actions_unnamed on actions (login_key, uri_hash) where uri is not null;

CREATE INDEX arrivals_by_booster on arrivals (booster_key, arrived_at_ms) where booster_key is not null;

CREATE INDEX arrivals_by_status on arrivals (status_key);

CREATE INDEX arrivals_by_time on arrivals (arrived_at_ms);

CREATE INDEX client_snapshot_entries_by_inner on client_snapshot_entries (inner_id);

CREATE INDEX client_snapshot_entries_by_outer on client_snapshot_entries (outer_id);

CREATE INDEX client_snapshots_by_token on client_snapshots (token_key, feed);

CREATE INDEX editions_by_feed on editions (feed, drawn_at_ms);

CREATE INDEX editions_continuing on editions (json_extract(report, '$.continues'))
  where json_extract(report, '$.continues') is not null;

CREATE INDEX editions_drawn on editions (feed) where came_from = 'draw';

CREATE INDEX entries_by_uri on entries (uri_hash);

CREATE INDEX exposures_by_edition on exposures (edition, kind) where edition is not null;

CREATE INDEX exposures_by_time on exposures (kind, at_ms);

CREATE INDEX exposures_seen on exposures (uri_hash)
 where kind in ('seen', 'opened') and undone_at_ms is null;

CREATE INDEX exposures_unnamed on exposures (uri_hash) where uri is not null;

CREATE INDEX follows_by_account on follows (account_key);

CREATE INDEX links_by_site on links (site);

CREATE INDEX outbox_by_uri on outbox (uri_hash);

CREATE UNIQUE INDEX outbox_waiting on outbox (login_key, uri_hash, kind) where ended_at_ms is null;

CREATE INDEX payloads_packed on payloads (observed_at_ms, codec) where codec <> 0;

CREATE INDEX payloads_unpacked on payloads (observed_at_ms) where codec = 0;

CREATE INDEX pool_by_status on pool (status_key);

CREATE INDEX refused_mentions_by_account on refused_mentions (account_key);

CREATE INDEX server_ids_by_status on server_ids (status_key);

CREATE INDEX status_tags_by_tag on status_tags (tag_key);

CREATE INDEX statuses_by_answered on statuses (reply_to_id) where reply = 1;

CREATE INDEX statuses_by_link on statuses (link_key, born_ms) where link_key is not null;

CREATE INDEX statuses_by_parent on statuses (reply_to_id) where reply = 2;

CREATE INDEX statuses_by_uri_hash on statuses (uri_hash);
