import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { type Cancel, DAY_MS, type Time } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { accounts } from './server_accounts.ts';
import { openArchive } from './server_archive.ts';
import { startClockwork } from './server_clockwork.ts';
import { openFanOut } from './server_fan_out.ts';
import {
  countRequests,
  type DemoEnv,
  goWrong,
  notFound,
  type Parts,
  tellTheTime,
} from './server_guard.ts';
import { openHome } from './server_home.ts';
import { instance } from './server_instance.ts';
import { openRenderer } from './server_json.ts';
import { type RateLimits, REAL_LIMITS } from './server_limits.ts';
import { oauth } from './server_oauth.ts';
import { pages } from './server_pages.ts';
import { statuses } from './server_statuses.ts';
import { openStream, PING_EVERY_MS } from './server_stream.ts';
import { timelines } from './server_timelines.ts';
import { OUT_OF_BAND, openTokens } from './server_tokens.ts';
import type { Post, World } from './world.ts';

const HOST = '127.0.0.1';
const HOME_LIMIT = 800; // entries, as Mastodon since 4.1

/** A status as the API sends it. */
export type StatusJson = Readonly<Record<string, unknown>>;

/** What can go wrong, as it stands now: change a member and the next request or frame feels it. */
export interface DemoFaults {
  /** Every n-th frame goes out twice. */
  duplicateEvery?: number;
  /** The stream pings and says nothing. */
  deaf?: boolean;
  /** Every token is refused. */
  refuse401?: boolean;
  /** A proxy answers in the server's place, in HTML. */
  status502?: boolean;
  /** Deleted posts vanish without a word, and their ids stay in the feed: pages come out short. */
  silentDeletes?: boolean;
}

export interface DemoOptions {
  readonly world: World;
  readonly time: Time;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly log: Log;
  /** The ready token's text, where the caller wants a particular one. */
  readonly token?: string;
  readonly homeLimit?: number;
  /** Called just before each frame goes out. Pings are not frames. */
  readonly onFrameSent?: () => void;
  /** Told time's `hold`: kept from each frame and ping until the client has answered it. */
  readonly hold?: () => Cancel;
  readonly pingEveryMs?: number;
  readonly rateLimits?: 'real' | 'off' | Partial<RateLimits>;
  readonly faults?: DemoFaults;
  /** How much of the world's past the home feed starts with; a day where it is not given. */
  readonly historyMs?: number;
}

export interface DemoServer {
  readonly url: string;
  readonly token: string;
  readonly faults: DemoFaults;
  readonly close: () => Promise<void>;
  /** The server goes away: sockets die, the port is closed, and the world goes on. */
  readonly stop: () => Promise<void>;
  /** And comes back on the same port. */
  readonly start: () => Promise<void>;
  /** By the server's id or by the world's name for the post. */
  readonly statusOf: (postId: string) => StatusJson;
  readonly postOfUri: (uri: string) => Post | undefined;
  /** What the reader does in another app. */
  readonly act: (kind: 'favourite' | 'reblog' | 'bookmark', uri: string) => void;
  readonly framesSent: number;
}

/** A Mastodon server in front of the invented world, on loopback, by HTTP and WebSocket. */
export async function openDemoServer(options: DemoOptions): Promise<DemoServer> {
  const { world, time, log, faults = {} } = options;
  // The router is made when the port is known, because every address in the JSON holds it.
  let router: Hono<DemoEnv> | undefined;
  const server = createAdaptorServer({
    fetch: (request, env) => (router as Hono<DemoEnv>).fetch(request, env),
  }) as Server;
  const port = await listen(server, options.port ?? 0);
  const origin = `http://${HOST}:${port}`;

  const parts = assemble(options, origin, faults);
  router = routerOf(parts, limitsOf(options.rateLimits ?? 'real'));
  server.on('upgrade', parts.stream.upgrade);
  const sinceMs = time.now() - (options.historyMs ?? DAY_MS);
  const stopWorld = startClockwork({ world, time, sinceMs }, parts.fanOut.apply);
  const token = readyToken(parts, options.token);
  log.info('demo.server_opened', { port, home_entries: parts.home.size() });

  const stop = () => {
    parts.stream.dropAll();
    return closed(server);
  };
  const filedOf = (found: ReturnType<typeof parts.archive.byId>, name: string) => {
    if (found !== undefined) return found;
    throw new DriftlineError('not_found', `the demo's server has no post ${name}`);
  };

  return {
    url: origin,
    token,
    faults,
    async close() {
      stopWorld();
      await stop();
    },
    async stop() {
      await stop();
      log.info('demo.server_stopped', { port });
    },
    async start() {
      await listen(server, port);
      log.info('demo.server_started', { port });
    },
    statusOf(postId) {
      const filed = filedOf(parts.archive.byKey(postId) ?? parts.archive.byId(postId), postId);
      return JSON.parse(parts.render.status(filed, time.now()));
    },
    postOfUri: (uri) => parts.archive.byUri(uri)?.post,
    act(kind, uri) {
      const filed = filedOf(parts.archive.byUri(uri), uri);
      if (kind === 'reblog') parts.fanOut.boost(filed, time.now());
      else parts.archive.mark(filed, kind, true);
    },
    get framesSent() {
      return parts.stream.framesSent();
    },
  };
}

function assemble(options: DemoOptions, origin: string, faults: DemoFaults): Parts {
  const { world, time } = options;
  const archive = openArchive(world);
  const home = openHome(options.homeLimit ?? HOME_LIMIT);
  const render = openRenderer(archive, origin, time.now());
  const tokens = openTokens(time.now);
  const stream = openStream({
    time,
    tokens,
    faults,
    pingEveryMs: options.pingEveryMs ?? PING_EVERY_MS,
    onFrameSent: options.onFrameSent ?? (() => {}),
    hold: options.hold,
  });
  const fanOut = openFanOut({ archive, home, render, faults, emit: stream.emit });
  return { time, origin, faults, archive, home, render, tokens, fanOut, stream };
}

function routerOf(parts: Parts, limits: RateLimits): Hono<DemoEnv> {
  const app = new Hono<DemoEnv>();
  app.use(tellTheTime(parts.time));
  app.use('/api/*', crossOrigin, goWrong(parts.faults), countRequests(parts.time, limits));
  app.use('/oauth/token', crossOrigin);
  app.use('/oauth/revoke', crossOrigin);
  for (const routes of [instance, oauth, accounts, timelines, statuses, pages]) {
    app.route('/', routes(parts));
  }
  app.notFound((c) => (c.req.path.startsWith('/api/') ? notFound(c) : c.text('Not found', 404)));
  return app;
}

const crossOrigin = cors({
  origin: '*',
  allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
  allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  exposeHeaders: [
    'Link',
    'X-RateLimit-Limit',
    'X-RateLimit-Remaining',
    'X-RateLimit-Reset',
    'X-Request-Id',
    'Mastodon-Async-Refresh',
  ],
});

function limitsOf(asked: 'real' | 'off' | Partial<RateLimits>): RateLimits {
  if (asked === 'real') return REAL_LIMITS;
  if (asked !== 'off') return { ...REAL_LIMITS, ...asked };
  const names = Object.keys(REAL_LIMITS) as (keyof RateLimits)[];
  const endless = names.map((name) => [name, Number.MAX_SAFE_INTEGER]);
  return Object.fromEntries(endless) as unknown as RateLimits;
}

/** For runs that skip the dance in the browser. */
function readyToken({ tokens }: Parts, text: string | undefined): string {
  const app = tokens.register({
    name: 'Driftline demo',
    website: null,
    redirectUris: [OUT_OF_BAND],
    scopes: ['read', 'write'],
  });
  return tokens.issue(app, ['read', 'write'], true, text).text;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => {
      const message = `port ${port} cannot be opened for the demo's server; name another`;
      reject(new DriftlineError('busy', message, { cause }));
    };
    server.once('error', fail);
    server.listen(port, HOST, () => {
      server.off('error', fail);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
