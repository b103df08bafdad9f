import { type EpochMs, epochMsOf, isoOf } from '../core/clock.ts';
import { type ActsOn, openActs } from './acts.ts';
import type { Database } from './database.ts';
import { openPollVotes } from './poll_votes.ts';
import { integer, nullable, text } from './shape.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a client may rely on, also of a post of a server or a recording that says less. */
const MEMBERS: Json = {
  in_reply_to_id: null,
  in_reply_to_account_id: null,
  sensitive: false,
  spoiler_text: '',
  language: null,
  url: null,
  edited_at: null,
  muted: false,
  media_attachments: [],
  mentions: [],
  tags: [],
  emojis: [],
  card: null,
  poll: null,
};

/** Texts of written statuses, some 3 kB each: twenty editions' worth. */
const KEPT_MAX = 4_000;

/** Stored statuses as the API says them: text and author stand apart here, and are joined again. */
export function openClientStatuses(database: Database) {
  const findBoost = database.one('serve/find_recorded_arrival', ['arrival_key'], {
    login_key: integer,
    server_id: text,
    status_key: integer,
    entered_at_ms: integer,
    arrived_at_ms: integer,
    boost_uri: nullable(text),
    boost_url: nullable(text),
    boost_visibility: nullable(text),
    booster: nullable(text),
  });
  return {
    /** JSON of a status; undefined where its text is gone. */
    status: openWriting(database),
    /** What an arrival that is a boost says of itself; undefined for any other. */
    boost(arrivalKey: number) {
      const row = findBoost({ arrival_key: arrivalKey });
      if (row === undefined || row.booster === null) return undefined;
      return {
        id: row.server_id,
        uri: row.boost_uri,
        url: row.boost_url,
        createdAt: isoOf(row.entered_at_ms as EpochMs),
        account: row.booster,
      };
    },
  };
}

/** Writes a status, and keeps what it wrote under everything that it was made from. */
function openWriting(database: Database) {
  const acts = openActs(database);
  const read = database.one('serve/read_client_status', ['status_key'], {
    body: nullable(text),
    profile: text,
    favourites: integer,
    boosts: integer,
    replies: integer,
  });
  const stamp = database.one('serve/stamp_client_status', ['status_key'], {
    uri: text,
    counts_at_ms: integer,
    observed_at_ms: nullable(integer),
    profile: nullable(text),
  });
  const filtersOn = ['status_key', 'login_key', 'now_ms'];
  const listFilters = database.many('serve/list_client_filters', filtersOn, { body: text });
  const { votedIn } = openPollVotes(database);
  const kept = new Map<string, { readonly stamp: string; readonly text: string }>();

  const write = (statusKey: number, on: ActsOn, filters: readonly string[], nowMs: EpochMs) => {
    const row = read({ status_key: statusKey });
    if (row === undefined || row.body === null) return undefined;
    const [favourite, reblog] = [on.of('favourite'), on.of('reblog')];
    const body = JSON.parse(row.body) as Json & { readonly poll?: Json | null };
    const poll = body.poll ? pollAt(votedIn(body.poll), nowMs) : null;
    const isOpen = poll !== null && poll.expired !== true;
    const json = JSON.stringify({
      ...MEMBERS,
      ...body,
      poll,
      account: JSON.parse(row.profile) as Json,
      favourites_count: Math.max(0, row.favourites + favourite.adds),
      reblogs_count: Math.max(0, row.boosts + reblog.adds),
      replies_count: row.replies,
      favourited: favourite.isOn,
      reblogged: reblog.isOn,
      bookmarked: on.of('bookmark').isOn,
      reblog: null,
      filtered: filters.map(filteredBy),
    });
    return { text: json, isOpen };
  };

  return (statusKey: number, loginKey: number, nowMs: EpochMs): string | undefined => {
    const stamped = stamp({ status_key: statusKey });
    if (stamped === undefined) return undefined;
    const which = { status_key: statusKey, login_key: loginKey, now_ms: nowMs };
    const filters = listFilters(which).map(({ body }) => body);
    const on = acts.on(stamped.uri, nowMs);
    const asOf = JSON.stringify([stamped, filters, on.stamp]);
    const known = kept.get(`${loginKey}/${statusKey}`);
    if (known?.stamp === asOf) return known.text;
    const written = write(statusKey, on, filters, nowMs);
    if (written === undefined) return undefined;
    // No stamp tells of a vote, nor that a poll is over.
    if (written.isOpen) return written.text;
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(`${loginKey}/${statusKey}`, { stamp: asOf, text: written.text });
    return written.text;
  };
}

/** A poll is over when its time is, whatever was told of it before. */
function pollAt(poll: Json, nowMs: EpochMs): Json {
  const endsAtMs = epochMsOf(poll.expires_at);
  return endsAtMs !== undefined && endsAtMs <= nowMs ? { ...poll, expired: true } : poll;
}

/** The API's FilterResult. Which of its keywords matched is not kept. */
function filteredBy(body: string): Json {
  const { id, title, context, expires_at, filter_action } = JSON.parse(body) as Json;
  return {
    filter: { id, title, context, expires_at: expires_at ?? null, filter_action },
    keyword_matches: null,
    status_matches: null,
  };
}
