import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import type { Time } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { openWhatIf } from '../rank/what_if.ts';
import { openActs } from '../store/acts.ts';
import { openBacklog } from '../store/backlog.ts';
import type { Database } from '../store/database.ts';
import { openDials } from '../store/dials.ts';
import { openExposures } from '../store/exposures.ts';
import { openIntake } from '../store/intake.ts';
import { openLogins } from '../store/logins.ts';
import { openOutbox } from '../store/outbox.ts';
import { openReading } from '../store/reading.ts';
import { openShownStatuses } from '../store/shown_statuses.ts';
import { openSnoozes } from '../store/snoozes.ts';
import type { Acting } from './acting.ts';
import { openDeeds } from './deeds.ts';
import { openExposing } from './exposing.ts';
import { gate, headers } from './gate.ts';
import { openAssets } from './media/assets.ts';
import { openMediaAddresses } from './media/media_address.ts';
import { type FetchMedia, openMediaProxy } from './media/media_proxy.ts';
import { listenFailure } from './port.ts';
import type { Desk, Notice, Trouble } from './web/desk.ts';
import type { DrawRequest } from './web/form_routes.ts';
import { pageRoutes } from './web/page_routes.tsx';
import { timeWords } from './web/time_words.ts';

export type { Notice, Trouble } from './web/desk.ts';
export type { DrawRequest } from './web/form_routes.ts';

export interface AppDeps {
  readonly database: Database;
  readonly time: Time;
  readonly log: Log;
  /** Asks the network for media; must not follow redirects (media/public_network.ts makes one). */
  readonly fetchMedia: FetchMedia;
  /** Draws an edition, wherever that is done, and gives its number. */
  readonly draw: (request: DrawRequest) => Promise<number>;
  /** What is wrong now. */
  readonly health: () => readonly Trouble[];
  readonly notices: () => readonly Notice[];
  /** What may be done through the owner's server. */
  readonly acting: Acting;
  /** IANA name: `Europe/Vienna`. */
  readonly timezone: string;
}

const BODY_BYTES_MAX = 65_536;

/** The whole server: pages, media, and what the page reports. */
export function openApp(deps: AppDeps): Hono {
  const { database, log, time } = deps;
  const logins = openLogins(database);
  const origins = () => new Set(logins.all().map(({ server }) => server));
  const addresses = openMediaAddresses(randomBytes(32), origins);
  const statuses = openShownStatuses(database);
  const words = timeWords(deps.timezone);
  const { acting, timezone } = deps;
  const { now } = time;
  const deeds = openDeeds({ database, statuses, acting, words, timezone, now });
  const desk: Desk = {
    reading: openReading(database),
    statuses,
    acts: openActs(database),
    acting,
    dials: openDials(database),
    deeds,
    intake: openIntake(database),
    backlog: openBacklog(database),
    media: addresses,
    words,
    now,
  };
  const exposing = openExposing({ ...desk, exposures: openExposures(database) });
  const media = openMediaProxy({ addresses, fetchMedia: deps.fetchMedia, log });

  const app = new Hono();
  app.use(headers);
  app.use(gate);
  app.get('/media/blurhash/:hash', media.blurhash);
  app.get('/media/:signature/:address', media.serve);
  app.use(compress());
  app.use(bodyLimit({ maxSize: BODY_BYTES_MAX }));
  app.get('/assets/:name', openAssets());
  app.get('/health', (c) => {
    const troubles = deps.health();
    return c.json({
      ok: troubles.length === 0,
      edition: desk.reading.latest() ?? null,
      troubles: troubles.map(({ what, sinceMs, remedy }) => ({
        what,
        since_ms: sinceMs ?? null,
        remedy,
      })),
    });
  });
  const listed = { snoozes: openSnoozes(database), outbox: openOutbox(database) };
  pageRoutes(app, { ...deps, desk, deeds, listed, exposing, whatIf: openWhatIf(database) });
  return app;
}

export interface Serving {
  readonly url: string;
  /** Ends open connections and resolves when the port is free again. */
  readonly close: () => Promise<void>;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Serves on this machine alone. `port` 0 takes any that is free. */
export async function serveHttp(
  deps: AppDeps,
  { port, host = '127.0.0.1' }: { readonly port: number; readonly host?: string },
): Promise<Serving> {
  if (!LOOPBACK.has(host))
    throw new DriftlineError(
      'usage',
      `the page is served on this machine alone: leave --host away, or use 127.0.0.1, not ${host}`,
    );
  const app = openApp(deps);
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: host }, (address) => {
      const name = host.includes(':') ? `[${host}]` : host;
      resolve({ url: `http://${name}:${address.port}/`, close: () => close(server as Server) });
    }) as Server;
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFailure(error, port)));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
