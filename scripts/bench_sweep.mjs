// A catch-up after an absence: 5,000 follows, a full home of 800, an empty database. One run of
// `ingest --once` over loopback, against bare requests for the same answers, parsed.
import { DAY_MS, MINUTE_MS } from '../build/core/clock.js';
import { silentLog } from '../build/core/log.js';
import { toldTime } from '../build/core/told_time.js';
import { openDemoServer } from '../build/demo/server.js';
import { ingestOnce } from '../build/ingest/ingest.js';
import { openSocket } from '../build/mastodon/socket.js';
import { openDatabase } from '../build/store/migrate.js';
import { START_MS } from './bench_frames.mjs';
import { inTurns } from './bench_rounds.mjs';

const FOLLOWS = 5_000;
const ENTRIES = 1_000;
const ROUNDS = 5;

export async function measureSweep() {
  const nowMs = START_MS + ENTRIES * MINUTE_MS;
  const time = toldTime(/** @type {import('../build/core/clock.js').EpochMs} */ (nowMs));
  const server = await openDemoServer({
    world: aBusyWorld(),
    time,
    log: silentLog,
    historyMs: DAY_MS,
    rateLimits: 'off',
  });
  let asked = [];
  const [ours, bare] = await inTurns(
    ROUNDS,
    async () => {
      asked = [];
      return catchUp(server, time, (request) => asked.push(request));
    },
    () => fetchAll(asked),
  );
  await server.close();
  return [
    {
      what: 'catch-up of 5,000 follows and 800 entries ÷ the same requests, parsed',
      measured: ours / bare,
      detail: `${ours.toFixed(0)} and ${bare.toFixed(0)} ms, ${asked.length} requests`,
    },
  ];
}

async function catchUp(server, time, onRequest) {
  const database = openDatabase(':memory:');
  const startedMs = performance.now();
  await ingestOnce({
    database,
    server: server.url,
    token: server.token,
    time,
    send: (request) => {
      onRequest(request.clone());
      return fetch(request);
    },
    openSocket,
    random: () => 0.5,
    pace: 1,
    userAgent: 'Driftline/bench',
    log: silentLog,
    signal: new AbortController().signal,
  });
  const ms = performance.now() - startedMs;
  const count = database.connection.prepare('select count(*) from arrivals').pluck();
  const filed = count.get();
  database.close();
  if (filed !== 800) throw new Error(`${filed} entries were filed, not 800`);
  return ms;
}

async function fetchAll(requests) {
  const startedMs = performance.now();
  for (const request of requests) JSON.parse(await (await fetch(request.clone())).text());
  return performance.now() - startedMs;
}

/**
 * A post a minute, by 5,000 people in turn.
 * @returns {import('../build/demo/world.js').World}
 */
function aBusyWorld() {
  const people = Array.from({ length: FOLLOWS }, (_, nth) => aPerson(`p${nth}`, true));
  /** @type {import('../build/demo/world.js').WorldEvent[]} */
  const events = Array.from({ length: ENTRIES }, (_, nth) => {
    const atMs = START_MS + nth * MINUTE_MS;
    return { kind: 'post', atMs, post: aPost(nth, people[(nth * 7) % FOLLOWS], atMs) };
  });
  return {
    seed: 'bench',
    owner: aPerson('owner', false),
    people,
    eventsBetween: (fromMs, toMs) => events.filter(({ atMs }) => atMs >= fromMs && atMs < toMs),
    countsAt: () => ({ favourites: 1, boosts: 0, replies: 0 }),
    worthOf: () => 0,
    pictureOf: () => new Uint8Array(),
  };
}

function aPerson(id, isFollowed) {
  return {
    id,
    username: id,
    domain: isFollowed ? 'elsewhere.example' : 'home.example',
    displayName: id,
    note: `<p>I am ${id}, and this is what I say of myself.</p>`,
    isBot: false,
    isFollowed,
    postsPerDay: 1,
    utcOffsetHours: 0,
    languages: ['en'],
    followers: 100,
    topics: [],
    joinedMs: START_MS - 1_000 * DAY_MS,
  };
}

/** @returns {import('../build/demo/world.js').Post} */
function aPost(nth, author, createdMs) {
  const text = `Post ${nth}: ${'the river was higher than anybody remembers. '.repeat(6)}`;
  return {
    id: `post${nth}`,
    author,
    createdMs,
    html: `<p>${text}</p>`,
    text,
    language: 'en',
    spoiler: '',
    sensitive: false,
    visibility: 'public',
    tags: [],
    mentions: [],
    pictures: [],
  };
}
