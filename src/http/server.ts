import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:https';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import type { Time } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { openWhatIf } from '../rank/what_if.ts';
import { openBacklog } from '../store/backlog.ts';
import type { Database } from '../store/database.ts';
import { openExposures } from '../store/exposures.ts';
import { openIntake } from '../store/intake.ts';
import { openLogins } from '../store/logins.ts';
import { openReading } from '../store/reading.ts';
import { openShownStatuses } from '../store/shown_statuses.ts';
import { isOfApi, openApi } from './api/api_app.ts';
import { type ApiNeeds, openApiDesk, withoutLogin } from './api/api_desk.ts';
import { letBack, openAuthorizing } from './api/authorize.tsx';
import { openStreaming, type Streaming } from './api/streaming.ts';
import { openExposing } from './exposing.ts';
import { headers, openGate } from './gate.ts';
import { openAssets } from './media/assets.ts';
import { openMediaAddresses } from './media/media_address.ts';
import { type FetchMedia, openMediaProxy } from './media/media_proxy.ts';
import { ALONE, type Front, openNames } from './own_names.ts';
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
  /** IANA name: `Europe/Vienna`. */
  readonly timezone: string;
  /** What joins other clients to the owner's server; left out: nobody is logged in. */
  readonly api?: ApiNeeds;
  /** How this server stands to the world; left out: alone on this machine, without TLS. */
  readonly front?: Front;
}

const BODY_BYTES_MAX = 65_536;

/** The whole server: pages, media, what the page reports, and the API for other clients. */
export function openApp(deps: AppDeps): Hono {
  return openServer(deps).app;
}

function openServer(deps: AppDeps): { readonly app: Hono; readonly streaming: Streaming } {
  const { database, log, time } = deps;
  const logins = openLogins(database);
  const origins = () => new Set(logins.all().map(({ server }) => server));
  const addresses = openMediaAddresses(randomBytes(32), origins);
  const desk: Desk = {
    reading: openReading(database),
    statuses: openShownStatuses(database),
    intake: openIntake(database),
    backlog: openBacklog(database),
    media: addresses,
    words: timeWords(deps.timezone),
    now: time.now,
  };
  const exposing = openExposing({ ...desk, exposures: openExposures(database) });
  const media = openMediaProxy({ addresses, fetchMedia: deps.fetchMedia, log });

  const app = new Hono();
  const names = openNames(deps.front ?? ALONE);
  const apiDesk = openApiDesk({
    ...(deps.api ?? withoutLogin()),
    database,
    now: time.now,
    log,
    names,
  });
  const api = openApi(apiDesk);
  app.use((c, next) =>
    isOfApi(c.req.path) ? Promise.resolve(api.fetch(c.req.raw, c.env)) : next(),
  );
  app.use('/oauth/*', letBack);
  app.use(headers);
  app.use(openGate(names));
  app.get('/media/blurhash/:hash', media.blurhash);
  app.get('/media/:signature/:address', media.serve);
  app.use(compress());
  app.use(bodyLimit({ maxSize: BODY_BYTES_MAX }));
  app.get('/assets/:name', openAssets());
  openAuthorizing(app, apiDesk);
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
  pageRoutes(app, { ...deps, desk, exposing, whatIf: openWhatIf(database) });
  return { app, streaming: openStreaming(apiDesk) };
}

export interface Serving {
  readonly url: string;
  /** Ends open connections and resolves when the port is free again. */
  readonly close: () => Promise<void>;
}

interface Place {
  readonly port: number;
  readonly host?: string;
  /** PEM texts: with them it is https. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Serves on this machine alone. `port` 0 takes any that is free. */
export async function serveHttp(
  deps: AppDeps,
  { port, host = '127.0.0.1', tls }: Place,
): Promise<Serving> {
  if (!LOOPBACK.has(host))
    throw new DriftlineError(
      'usage',
      `the page is served on this machine alone: leave --host away, or use 127.0.0.1, not ${host}`,
    );
  const { app, streaming } = openServer(deps);
  return new Promise((resolve, reject) => {
    const options = { fetch: app.fetch, port, hostname: host, ...secured(tls) };
    const server = serve(options, (address) => {
      const name = host.includes(':') ? `[${host}]` : host;
      const url = `${tls === undefined ? 'http' : 'https'}://${name}:${address.port}/`;
      const end = () => {
        streaming.end();
        return close(server as Server);
      };
      resolve({ url, close: end });
    }) as Server;
    server.on('upgrade', streaming.upgrade);
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFailure(error, port)));
  });
}

function secured(tls: Place['tls']) {
  return tls === undefined ? {} : { createServer, serverOptions: tls };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
