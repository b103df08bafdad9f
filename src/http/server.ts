import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer, type Server as SecureServer } from 'node:https';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Time } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { openWhatIf } from '../rank/what_if.ts';
import { openActs } from '../store/acts.ts';
import { openBacklog } from '../store/backlog.ts';
import { openChanges } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import { openDevices } from '../store/devices.ts';
import { openDials } from '../store/dials.ts';
import { openExposures } from '../store/exposures.ts';
import { openIntake } from '../store/intake.ts';
import { openLogins } from '../store/logins.ts';
import { openOutbox } from '../store/outbox.ts';
import { openReading } from '../store/reading.ts';
import { openSearching } from '../store/searching.ts';
import { openShownStatuses } from '../store/shown_statuses.ts';
import { openSnoozes } from '../store/snoozes.ts';
import type { Asked, Statistics } from '../store/statistics.ts';
import type { Acting } from './acting.ts';
import { isOfApi, openApi } from './api/api_app.ts';
import { type ApiNeeds, openApiDesk, withoutLogin } from './api/api_desk.ts';
import { letBack, openAuthorizing } from './api/authorize.tsx';
import { openStreaming, type Streaming } from './api/streaming.ts';
import { openDeeds } from './deeds.ts';
import { openExposing } from './exposing.ts';
import { type Access, ALONE, openGate, openHeaders } from './gate.ts';
import { openHealth } from './health.ts';
import { keptValue } from './kept_value.ts';
import { openAssets } from './media/assets.ts';
import { openMediaAddresses } from './media/media_address.ts';
import type { MediaCache } from './media/media_cache.ts';
import { openMediaProxy } from './media/media_proxy.ts';
import type { FetchMedia } from './media/media_request.ts';
import { openMediaSource } from './media/media_source.ts';
import { logNotKept } from './media/not_kept.ts';
import { answerOffers } from './offered_protocols.ts';
import { packed } from './packed.ts';
import { answerPlainHttp } from './plain_http.ts';
import { listenFailure } from './port.ts';
import type { Desk, Notice, Trouble } from './web/desk.ts';
import type { FeedsDesk } from './web/feeds_desk.ts';
import type { DrawRequest } from './web/form_routes.ts';
import { pageRoutes } from './web/page_routes.tsx';
import type { AskThread } from './web/thread_there.ts';
import { timeWords } from './web/time_words.ts';
import type { Explained } from './web/why_not_page.tsx';
import type { ZoneDesk } from './web/zone_line.tsx';

export type { Notice, Trouble } from './web/desk.ts';
export type { FeedsDesk } from './web/feeds_desk.ts';
export type { DrawRequest } from './web/form_routes.ts';
export type { AskThread } from './web/thread_there.ts';

export interface AppDeps {
  readonly database: Database;
  readonly time: Time;
  readonly log: Log;
  /** Asks the network for media; must not follow redirects (media/public_network.ts makes one). */
  readonly fetchMedia: FetchMedia;
  /** Where media are kept; left out: nowhere. */
  readonly mediaCache?: MediaCache | undefined;
  /** What media addresses are signed with; left out: one that lives as long as this process. */
  readonly mediaSecret?: Uint8Array;
  /** How it is reached from elsewhere; left out: not at all. */
  readonly access?: Access;
  /** Draws an edition, wherever that is done, and gives its number. */
  readonly draw: (request: DrawRequest) => Promise<number>;
  /** Why a status has its place or none, wherever that is found out. */
  readonly explain: (status: string) => Promise<Explained>;
  /** Reads what is long to read, wherever that is done. */
  readonly readStatistics: (asked: Asked) => Promise<Statistics>;
  /** Asks the home server for a thread that is opened; left out: what is stored is all. */
  readonly askThread?: AskThread;
  /** The feeds and their sliders. */
  readonly feeds: FeedsDesk;
  /** What is wrong now. */
  readonly health: () => readonly Trouble[];
  /** What is not well beside it: for the heads of pages alone. */
  readonly unwell?: () => readonly Trouble[];
  readonly notices: () => readonly Notice[];
  /** What may be done through the owner's server. */
  readonly acting: Acting;
  /** IANA name: `Europe/Vienna`. */
  readonly timezone: string;
  /** Where posts open: an address with {server} and {id}; left out: at the owner's server. */
  readonly openIn?: string | undefined;
  /** What joins other clients to the owner's server; left out: nobody is logged in. */
  readonly api?: ApiNeeds;
  /** Where the page may ask for it; left out: it does not. */
  readonly zone?: ZoneDesk;
}

const BODY_BYTES_MAX = 65_536;
const WITH_BODY = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** The whole server: pages, media, what the page reports, and the API for other clients. */
export function openApp(deps: AppDeps): Hono {
  return openServer(deps).app;
}

function openServer(deps: AppDeps): { readonly app: Hono; readonly streaming: Streaming } {
  const { database, log, time } = deps;
  const logins = openLogins(database);
  const origins = () => new Set(logins.all().map(({ server }) => server));
  const addresses = openMediaAddresses(deps.mediaSecret ?? randomBytes(32), origins);
  const statuses = openShownStatuses(database);
  const words = timeWords(deps.timezone, time.now);
  const { acting, timezone } = deps;
  const { now } = time;
  const deeds = openDeeds({ database, statuses, acting, words, timezone, now });
  const intake = openIntake(database);
  const desk: Desk = {
    reading: openReading(database),
    statuses,
    acts: openActs(database),
    acting,
    dials: openDials(database),
    deeds,
    intake: { ...intake, waiting: keptValue(intake.waiting, now) },
    backlog: openBacklog(database),
    media: addresses,
    zone: deps.zone,
    openIn: deps.openIn,
    words,
    now,
  };
  const exposing = openExposing({ ...desk, exposures: openExposures(database), log });
  const { fetchMedia, mediaCache: cache } = deps;
  const notKept = logNotKept(log, now);
  const source = openMediaSource({ fetchMedia, loginOrigins: origins, cache, notKept });
  const media = openMediaProxy({ addresses, source, log, now });

  const app = new Hono();
  const { access = ALONE, api: needs = withoutLogin() } = deps;
  const devices = openDevices(database);
  const gate = openGate({ devices, access, now });
  const apiDesk = openApiDesk({ ...needs, database, acting, access, now, log });
  const api = openApi(apiDesk, gate);
  app.use((c, next) =>
    isOfApi(c.req.path) ? Promise.resolve(api.fetch(c.req.raw, c.env)) : next(),
  );
  app.use('/oauth/*', letBack);
  app.use(openHeaders(access));
  app.use(gate.pages);
  openHealth(app, { health: deps.health, file: database.file, reading: desk.reading });
  app.get('/media/blurhash/:hash', media.blurhash);
  app.get('/media/:signature/:address', media.serve);
  app.use(packed(access));
  // To look for a body makes a whole Request of each, so that is left away where there is none.
  const onError = (c: Context) => c.text('Too large', 413);
  app.on([...WITH_BODY], '*', bodyLimit({ maxSize: BODY_BYTES_MAX, onError }));
  app.get('/assets/:name', openAssets());
  openAuthorizing(app, apiDesk);
  const searching = openSearching(database);
  const whatIf = openWhatIf(database);
  const { health, unwell = () => [] } = deps;
  const heads = { health: () => [...health(), ...unwell()] };
  const listed = { snoozes: openSnoozes(database), outbox: openOutbox(database) };
  const changes = openChanges(database);
  const clients = apiDesk.logins;
  const parts = { access, changes, clients, devices, deeds, listed, searching, whatIf };
  pageRoutes(app, { ...deps, ...heads, ...parts, desk, exposing });
  return { app, streaming: openStreaming(apiDesk) };
}

/** PEM texts. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
}

export interface Serving {
  readonly url: string;
  /** Whoever connects from now on is shown this certificate; only where one was given. */
  readonly secureAnew: (tls: Tls) => void;
  /** Ends open connections and resolves when the port is free again. */
  readonly close: () => Promise<void>;
}

interface Place {
  readonly port: number;
  readonly host?: string;
  /** With them it is https. */
  readonly tls?: Tls | undefined;
}

/** Serves on this machine alone where no other `host` is named. `port` 0 takes any that is free. */
export async function serveHttp(
  deps: AppDeps,
  { port, host = '127.0.0.1', tls }: Place,
): Promise<Serving> {
  const { app, streaming } = openServer(deps);
  return new Promise((resolve, reject) => {
    const options = { fetch: app.fetch, port, hostname: host, ...secured(tls) };
    const server = serve(options, (address) => {
      const name = host.includes(':') ? `[${host}]` : host;
      const url = `${tls === undefined ? 'http' : 'https'}://${name}:${address.port}/`;
      const end = () => {
        streaming.end();
        endPlain?.();
        return close(server as Server);
      };
      const secureAnew = (renewed: Tls) => secureServer.setSecureContext(renewed);
      resolve({ url, secureAnew, close: end });
    }) as Server;
    const secureServer = server as unknown as SecureServer;
    const endPlain = tls === undefined ? undefined : answerPlainHttp(secureServer);
    answerOffers(server, streaming.upgrade);
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(listenFailure(error, { port, host })),
    );
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
