import { Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { type Cancel, DAY_MS, HOUR_MS, type Time } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { accounts } from './server_accounts.ts';
import { type IdForm, openArchive } from './server_archive.ts';
import { startClockwork } from './server_clockwork.ts';
import { type Elsewhere, openElsewhere } from './server_elsewhere.ts';
import { openFanOut } from './server_fan_out.ts';
import type { DemoFaults } from './server_faults.ts';
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
import { lists } from './server_lists.ts';
import { notifications } from './server_notifications.ts';
import { oauth } from './server_oauth.ts';
import { ownerSettings } from './server_owner.ts';
import { pages } from './server_pages.ts';
import { relating } from './server_relating.ts';
import { statuses } from './server_statuses.ts';
import { openStream } from './server_stream.ts';
import { PING_EVERY_MS } from './server_stream_sessions.ts';
import { timelines } from './server_timelines.ts';
import { OUT_OF_BAND, openTokens } from './server_tokens.ts';
import type { Witness } from './server_witness.ts';
import type { Post, World } from './world.ts';

const HOME_LIMIT = 800; // entries, as Mastodon since 4.1

/** A status as the API sends it. */
export type StatusJson = Readonly<Record<string, unknown>>;

export interface ServerOptions {
  readonly world: World;
  readonly time: Time;
  readonly log: Log;
  /** The ready token's text, where the caller wants a particular one. */
  readonly token?: string;
  /** How long the tokens that it gives are good, ms; for ever where it is not given. */
  readonly tokensLiveMs?: number;
  readonly homeLimit?: number;
  /** Mastodon's ids, or GoToSocial's, which lie where a post says it was written. */
  readonly ids?: IdForm;
  /** Called just before each frame goes out. Pings are not frames. */
  readonly onFrameSent?: () => void;
  /** Told time's `hold`: kept from each frame and ping until the client has answered it. */
  readonly hold?: () => Cancel;
  /** Asked before each ping; half a minute where it is not given. */
  readonly pingEveryMs?: () => number;
  readonly rateLimits?: 'real' | 'off' | Partial<RateLimits>;
  readonly faults?: DemoFaults;
  /** How much of the world's past the home feed starts with; a day where it is not given. */
  readonly historyMs?: number;
  /** Hears of everything that happens to the home and on the stream. */
  readonly witness?: Witness;
}

/** What a caller may ask of a server, however it is reached. */
export interface ServerControls {
  readonly token: string;
  readonly faults: DemoFaults;
  /** By the server's id or by the world's name for the post. */
  readonly statusOf: (postId: string) => StatusJson;
  readonly postOfUri: (uri: string) => Post | undefined;
  /** What the reader does in another app. */
  readonly act: Elsewhere['act'];
  readonly elsewhere: Elsewhere;
  /** The apps that were registered are known no more: `invalid_client`. */
  readonly forgetApps: () => void;
  /** The world goes no further. */
  readonly stopWorld: Cancel;
}

/** A server that answers requests and is not reachable yet. */
export interface OpenedParts {
  readonly parts: Parts;
  readonly router: Hono<DemoEnv>;
  readonly controls: ServerControls;
}

/** Puts a server together that will be found at `origin`, and lets its world begin. */
export function openParts(options: ServerOptions, origin: string): OpenedParts {
  const { world, time, faults = {} } = options;
  const parts = assemble(options, origin, faults);
  const router = routerOf(parts, options);
  const sinceMs = time.now() - (options.historyMs ?? DAY_MS);
  const stopWorld = startClockwork({ world, time, sinceMs }, parts.fanOut.apply);
  return { parts, router, controls: controlsOf(parts, stopWorld, options.token) };
}

function controlsOf(parts: Parts, stopWorld: Cancel, token: string | undefined): ServerControls {
  const { archive, render, time, faults } = parts;
  const elsewhere = openElsewhere(parts);
  const filedOf = (found: ReturnType<typeof archive.byId>, name: string) => {
    if (found !== undefined) return found;
    throw new DriftlineError('not_found', `the demo's server has no post ${name}`);
  };
  return {
    token: readyToken(parts, token),
    faults,
    forgetApps: parts.tokens.forgetApps,
    stopWorld,
    statusOf(postId) {
      const filed = filedOf(archive.byKey(postId) ?? archive.byId(postId), postId);
      return JSON.parse(render.status(filed, time.now()));
    },
    postOfUri: (uri) => archive.byUri(uri)?.post,
    act: elsewhere.act,
    elsewhere,
  };
}

function assemble(options: ServerOptions, origin: string, faults: DemoFaults): Parts {
  const { world, time } = options;
  const archive = openArchive(world, options.ids);
  const { witness = {} } = options;
  const home = openHome(options.homeLimit ?? HOME_LIMIT, (id, how) =>
    witness.left?.(id, time.now(), how),
  );
  const render = openRenderer(archive, origin, time.now());
  const tokens = openTokens(time.now, options.tokensLiveMs);
  const stream = openStream({
    time,
    tokens,
    faults,
    pingEveryMs: options.pingEveryMs ?? (() => PING_EVERY_MS),
    onFrameSent: options.onFrameSent ?? (() => {}),
    hold: options.hold,
    witness,
  });
  const fanOut = openFanOut({ archive, home, render, faults, time, witness, emit: stream.emit });
  return { time, origin, faults, archive, home, render, tokens, fanOut, stream, witness };
}

function routerOf(parts: Parts, { rateLimits, witness }: ServerOptions): Hono<DemoEnv> {
  const limits = limitsOf(rateLimits ?? 'real');
  const app = new Hono<DemoEnv>();
  app.use(tellTheTime(parts.time));
  app.use(
    '/api/*',
    lettingGo(parts),
    crossOrigin,
    goWrong(parts),
    countRequests(parts, limits, witness),
  );
  app.use('/oauth/token', crossOrigin);
  app.use('/oauth/revoke', crossOrigin);
  const posts = [timelines, lists, statuses, notifications];
  const all = [instance, oauth, accounts, ownerSettings, relating, ...posts, pages];
  for (const routes of all) app.route('/', routes(parts));
  app.notFound((c) => (c.req.path.startsWith('/api/') ? notFound(c) : c.text('Not found', 404)));
  return app;
}

/** Mastodon does it once a day; whoever asks sees it an hour late at most. */
function lettingGo({ archive, faults, time, witness }: Parts): MiddlewareHandler {
  let doneMs = Number.NEGATIVE_INFINITY;
  return async (_, next) => {
    const nowMs = time.now();
    if (faults.letsGoAfterMs === undefined || nowMs - doneMs < HOUR_MS) return next();
    doneMs = nowMs;
    for (const { id } of archive.letGo(nowMs - faults.letsGoAfterMs))
      witness.left?.(id, nowMs, 'removed');
    return next();
  };
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
