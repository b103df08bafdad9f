import type { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { type EpochMs, MINUTE_MS, type Time } from '../../src/core/clock.ts';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { silentLog } from '../../src/core/log.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { READ_ONLY } from '../../src/http/acting.ts';
import { type AppDeps, openApp, serveHttp } from '../../src/http/server.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { openAccountant } from '../../src/mastodon/accountant.ts';
import type { Connection } from '../../src/mastodon/send.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { readStatistics } from '../../src/store/statistics.ts';
import { aServerInProcess } from './demo_server.ts';
import { listening } from './listening.ts';
import { aNewDatabase } from './new_database.ts';
import { pageFeeds } from './page_feeds.ts';
import { aPerson, aPost, posted, SMALL_WORLD_STARTS_MS, smallWorld } from './small_world.ts';

export const HOST = '127.0.0.1:4040';
export const ORIGIN = `http://${HOST}`;
/** Everybody has their places: what is tested is the way out, not the ranking. */
export const WIDE: Feed = {
  ...MORNING,
  size: 90,
  perAuthor: 40,
  perServer: 1,
  spacing: 2,
  quotas: { ...MORNING.quotas, boosted: 0.5 },
};

const NAMES = ['ada', 'bob', 'cyd', 'dan', 'eve', 'fay', 'gus', 'hal', 'ida', 'jon', 'kim', 'lou'];
const people = NAMES.map((name) => aPerson(name));
const stranger = aPerson('zed', { isFollowed: false });
const at = (minutes: number) => SMALL_WORLD_STARTS_MS + minutes * MINUTE_MS;

/** Some hundred posts of a dozen people, answers and boosts of a stranger among them. */
function events(): readonly WorldEvent[] {
  const posts = Array.from({ length: 96 }, (_, nth) => {
    const author = people[nth % people.length] as (typeof people)[number];
    return aPost(`post${nth}`, author, at(nth + 1));
  });
  const answer = aPost('answer', people[1] as never, at(98), { replyTo: posts[0] as never });
  const strangers = [0, 1, 2, 3, 4, 5].map((nth) => aPost(`far${nth}`, stranger, at(nth + 1)));
  const boosts = strangers.map(
    (post, nth): WorldEvent => ({
      kind: 'boost',
      atMs: at(99 + nth),
      id: `boost${nth}`,
      post,
      booster: people[nth] as (typeof people)[number],
    }),
  );
  const ofOneFollowed: WorldEvent = {
    kind: 'boost',
    atMs: at(106),
    id: 'boost6',
    post: posts[9] as never,
    booster: people[11] as (typeof people)[number],
  };
  const late = Array.from({ length: 12 }, (_, nth) =>
    aPost(`late${nth}`, people[nth] as (typeof people)[number], at(130 + nth)),
  );
  return [
    ...[...posts, answer, ...strangers, ...late].map((post) => posted(post)),
    ...boosts,
    ofOneFollowed,
  ].toSorted((a, b) => a.atMs - b.atMs);
}

/** A home that was ingested and drawn, with the API in front of it and its server behind. */
export async function anApiHome({
  isLoggedIn = true,
  more = {},
}: {
  readonly isLoggedIn?: boolean;
  readonly more?: Partial<AppDeps>;
} = {}) {
  const server = aServerInProcess(smallWorld([...people, stranger], events()));
  await server.passTo(120);
  const database = aNewDatabase();
  onTestFinished(() => {
    server.close();
    database.close();
  });
  await ingestOnce(listening(server, database, server.line));
  let nowMs: number = server.time.now();
  const draw = (feed: Feed = WIDE, seed = 'a morning') =>
    drawEdition({ database, feed, seed, nowMs: nowMs as EpochMs, dryRun: false });
  /** A dozen posts more come in. */
  const goOn = async () => {
    await server.passTo(160);
    await ingestOnce(listening(server, database, server.line));
    nowMs = Math.max(nowMs, server.time.now());
  };
  const edition = draw();
  const time = { now: () => nowMs as EpochMs, after: () => () => {} };
  const asked: string[] = [];
  const connection: Connection = {
    server: server.url,
    token: server.token,
    send: (request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return server.send(request);
    },
    accountant: openAccountant(time, 1),
    time,
    userAgent: 'Driftline/test',
    signal: new AbortController().signal,
  };
  const deps: AppDeps = {
    database,
    time,
    log: silentLog,
    fetchMedia: async () => new Response(null, { status: 404 }),
    draw: async () => edition.edition as number,
    health: () => [],
    notices: () => [],
    explain: async (status) => explainStatus({ database, feed: WIDE, nowMs: time.now(), status }),
    readStatistics: async (asked) => readStatistics(database, asked),
    feeds: pageFeeds(database, time.now),
    acting: READ_ONLY,
    timezone: 'UTC',
    ...(isLoggedIn ? { api: { mainFeed: MORNING.name, upstream: async () => connection } } : {}),
    ...more,
  };
  const all = (sql: string) => database.connection.prepare(sql).all() as Record<string, unknown>[];
  const passes = (ms: number) => {
    nowMs += ms;
  };
  return {
    server,
    database,
    edition,
    deps,
    draw,
    goOn,
    all,
    passes,
    asked,
    app: openApp(deps),
    time,
  };
}

interface InFront extends AsClient {
  /** What else the home is given. */
  readonly more?: Partial<AppDeps>;
  /** By which the other server is waited for; left out: the home's own. */
  readonly upstreamTime?: Time | undefined;
}

/** The home on a port, in front of another server, and a client that it let in. */
export async function servedInFront(
  home: Awaited<ReturnType<typeof anApiHome>>,
  upstream: () => Pick<Connection, 'server' | 'token'>,
  { more = {}, upstreamTime = home.time, ...client }: InFront = {},
) {
  const { signal } = new AbortController();
  const connection = async (): Promise<Connection> => ({
    ...upstream(),
    send: fetch,
    accountant: openAccountant(home.time, 1),
    time: upstreamTime,
    userAgent: 'Driftline/test',
    signal,
  });
  const api = { mainFeed: MORNING.name, upstream: connection };
  const serving = await serveHttp({ ...home.deps, ...more, api }, { port: 0 });
  onTestFinished(serving.close);
  return { ...serving, ...(await aClient(home.app, client)) };
}

export interface AsClient {
  readonly appName?: string;
  readonly scopes?: string;
  readonly counts?: boolean;
}

/** Logs in as a client does that no browser calls back, and asks with the token. */
export async function aClient(
  app: Hono,
  { appName = 'Elk', scopes, counts = true }: AsClient = {},
) {
  const send = (path: string, init: RequestInit = {}) =>
    app.request(`${ORIGIN}${path}`, { ...init, headers: { host: HOST, ...init.headers } });
  const oob = 'urn:ietf:wg:oauth:2.0:oob';
  const scope = scopes ?? 'read write';
  const form = (words: Record<string, string>): RequestInit => ({
    method: 'POST',
    body: new URLSearchParams(words),
  });
  const registered = await send(
    '/api/v1/apps',
    form({ client_name: appName, redirect_uris: oob, scopes: scope }),
  );
  const { client_id, client_secret } = (await registered.json()) as Record<string, string>;
  const given = await send('/oauth/authorize', {
    ...form({
      client_id: client_id as string,
      redirect_uri: oob,
      response_type: 'code',
      scope,
      answer: 'yes',
      ...(counts ? { counts: 'yes' } : {}),
    }),
    headers: { origin: ORIGIN, 'sec-fetch-site': 'same-origin' },
  });
  const code = /<code>([^<]+)<\/code>/.exec(await given.text())?.[1] ?? '';
  const exchanged = await send(
    '/oauth/token',
    form({
      grant_type: 'authorization_code',
      client_id: client_id as string,
      client_secret: client_secret as string,
      redirect_uri: oob,
      code,
    }),
  );
  const { access_token: token } = (await exchanged.json()) as { access_token: string };
  const ask = (path: string, init: RequestInit = {}) =>
    send(path, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  const read = async <T = StatusJson[]>(path: string): Promise<T> =>
    (await (await ask(path)).json()) as T;
  return { token, ask, read, send, client_id: client_id ?? '', client_secret: client_secret ?? '' };
}

/** As much of a status as tests look at. */
export interface StatusJson {
  readonly id: string;
  readonly uri: string;
  readonly created_at: string;
  readonly account: { readonly acct: string };
  readonly content: string;
  readonly favourited: boolean;
  readonly in_reply_to_id: string | null;
  readonly reblog: StatusJson | null;
}

/** The server's id of the post in an entry. */
export const innerId = (status: StatusJson) => (status.reblog ?? status).id;
