import { encode } from 'fast-png';
import { type EpochMs, HOUR_MS, isoOf } from '../../src/core/clock.ts';
import { lnMicro } from '../../src/core/dice.ts';
import { type Edition, type Entry, LANES } from '../../src/core/edition.ts';
import { MORNING } from '../../src/core/feed.ts';
import { silentLog } from '../../src/core/log.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { READ_ONLY } from '../../src/http/acting.ts';
import type { AppDeps } from '../../src/http/server.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openPool } from '../../src/store/pool.ts';
import { readStatistics } from '../../src/store/statistics.ts';
import { account, aHome, hours, statusJson } from './entries.ts';
import { pageFeeds } from './page_feeds.ts';
import { PAGE_POSTS } from './page_posts.ts';

/** The moment of the edition, and an hour and a half later, when it is read. */
export const DRAWN_AT_MS = hours(24);
const READ_AT_MS = (DRAWN_AT_MS + 1.5 * HOUR_MS) as EpochMs;

export interface PageWorld extends ReturnType<typeof aHome> {
  readonly edition: number;
  readonly deps: AppDeps;
  readonly uris: readonly string[];
  readonly passes: (ms: number) => void;
  /** Addresses that were asked of the network. */
  readonly asked: string[];
}

/** A home of `size` posts of every kind, and an edition that holds all of them. */
export function aPageWorld(size = 90, more: Partial<AppDeps> = {}): PageWorld {
  const home = aHome();
  const uris: string[] = [];
  for (let at = 0; at < size; at += 1) {
    const words = wordsOf(at);
    home.receive(parseHomeEntry(named(words)), words.atMs);
    if (at % 4 === 3) home.receive(boosted(words, `9${at}`), words.atMs);
    uris.push(statusJson(words).uri);
  }
  const edition = openEditions(home.database).save(editionOf(uris), MORNING);
  const asked: string[] = [];
  let nowMs: number = READ_AT_MS;
  const passes = (ms: number) => {
    nowMs += ms;
  };
  const deps: AppDeps = {
    database: home.database,
    time: { now: () => nowMs as EpochMs, after: () => () => {} },
    log: silentLog,
    fetchMedia: async (request) => {
      asked.push(request.url);
      return drawnPicture(request.url);
    },
    draw: async () => edition,
    explain: async (status) =>
      explainStatus({ database: home.database, feed: MORNING, nowMs: nowMs as EpochMs, status }),
    readStatistics: async (asked) => readStatistics(home.database, asked),
    feeds: pageFeeds(home.database, () => nowMs as EpochMs),
    health: () => [],
    notices: () => [],
    acting: READ_ONLY,
    timezone: 'UTC',
    ...more,
  };
  return { ...home, edition, deps, uris, asked, passes };
}

/** A home of twenty posts from which something can be drawn, beside the edition. */
export function aWholeWorld() {
  const world = aPageWorld(20);
  openPool(world.database).pour();
  return world;
}

function wordsOf(at: number) {
  const kind = PAGE_POSTS[at % PAGE_POSTS.length] as (typeof PAGE_POSTS)[number];
  return { id: String(1000 + at), by: kind.by, atMs: hours(23 - (at % 20)), more: kind.more };
}

function named(words: ReturnType<typeof wordsOf>) {
  const name = words.by[0]?.toUpperCase() + words.by.slice(1);
  const face = `https://files.example.social/faces/${words.by}.png`;
  return {
    ...statusJson(words),
    account: account(words.by, {
      display_name: words.by === 'nils' ? 'Nils :wave:' : name,
      avatar: face,
      avatar_static: face,
      emojis: [{ shortcode: 'wave', url: 'https://files.example.social/emoji/wave.png' }],
    }),
  };
}

function boosted(words: ReturnType<typeof wordsOf>, id: string) {
  return parseHomeEntry({
    id,
    created_at: isoOf(words.atMs),
    account: account('zoe'),
    reblog: named(words),
  });
}

export function editionOf(uris: readonly string[]): Edition {
  return {
    edition: null,
    feed: MORNING.name,
    seed: 'a morning',
    drawnAtMs: DRAWN_AT_MS,
    size: uris.length,
    readingMinutes: uris.length * 0.28,
    entries: uris.map(entryOf),
    passedOver: [],
    report: {
      candidates: 21_400,
      lanes: { fresh: 0, missed: 0, quiet: 0, boosted: 0, resurfaced: 0, wildcard: 0 },
      waiting: 300,
      turnsNeeded: 20,
      turnsTaken: 20,
      load: 0.8,
    },
  };
}

function entryOf(uri: string, at: number): Entry {
  const signal = (value: number, factor: number) => ({ value, factor_micro: lnMicro(factor) });
  return {
    position: at + 1,
    uri,
    statusId: String(1000 + at),
    account: 'ada@example.social',
    lane: LANES[at % LANES.length] as Entry['lane'],
    scoreMicro: lnMicro(2.9),
    drawKey: -at,
    signals: {
      own_percentile: signal(0.91, 1.62),
      social_proof: signal(at % 4 === 3 ? 1 : 0, at % 4 === 3 ? 1.4 : 1),
      regard: signal(1.1, 1.04),
      affinity: signal(1.6, 1.3),
      quiet: signal(0.06, 1.8),
      kind: signal(0, 1),
      freshness: signal(1, 0.82),
      fatigue: signal(at % 3, 0.6),
    },
    boosters:
      at % 4 === 3 ? ['zoe@example.social', 'bob@example.social', 'ada@example.social'] : [],
    named: [],
  };
}

/** A gradient of the address's own colour, as a media server would send a picture. */
function drawnPicture(address: string): Response {
  const side = 64;
  const hue = [...address].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 200, 7);
  const data = new Uint8Array(side * side * 3);
  for (let at = 0; at < side * side; at += 1) {
    data[3 * at] = 40 + hue;
    data[3 * at + 1] = 90 + Math.floor(at / side);
    data[3 * at + 2] = 220 - hue + (at % side) / 4;
  }
  const png = new Uint8Array(encode({ width: side, height: side, data, channels: 3 }));
  return new Response(png, { headers: { 'content-type': 'image/png' } });
}

/** Somebody who logged in when 16 posts stood in their home, 4 of them for more than a day. */
export function aNewcomersWorld(): PageWorld {
  const world = aPageWorld(16);
  world.database.connection
    .prepare('update logins set created_at_ms = ?')
    .run(DRAWN_AT_MS + 1.2 * HOUR_MS);
  // The posts of page worlds are an hour apart.
  world.database.connection
    .prepare('update arrivals set entered_at_ms = entered_at_ms - ? where entered_at_ms < ?')
    .run(24 * HOUR_MS, hours(12));
  return world;
}
