import type { Config } from '../core/config.ts';
import { withSize } from '../core/feed.ts';
import { openPublicNetwork } from '../http/media/public_network.ts';
import {
  type AppDeps,
  type DrawRequest,
  type Notice,
  type Serving,
  serveHttp,
  type Trouble,
} from '../http/server.ts';
import type { Database } from '../store/database.ts';
import { openLogins } from '../store/logins.ts';
import type { Access } from './access.ts';
import { tlsOf, upstreamOf } from './api_wiring.ts';
import { fallbacksOf, feedToDraw, tellInstead } from './feed_to_draw.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { timezoneOf } from './timezone.ts';
import type { TlsFiles } from './tls_options.ts';
import { userAgentOf } from './user_agent.ts';

export interface PageSettings {
  readonly database: Database;
  readonly config: Config;
  readonly port: number;
  readonly health: () => readonly Trouble[];
  /** Who asks the home server for other clients; left out: whoever is logged in. */
  readonly access?: Pick<Access, 'server' | 'token'>;
  readonly tls?: TlsFiles | undefined;
  /** What a reader must know about these pages as a whole. */
  readonly notices?: () => readonly Notice[];
}

/** Joins the page to the real network and clock, and serves it on this machine. */
export async function servePage(
  settings: PageSettings,
  session: Session,
  surroundings: Surroundings,
): Promise<Serving> {
  const { database, config, port, health } = settings;
  const logins = openLogins(database);
  const origins = () => new Set(logins.all().map(({ server }) => server));
  const deps: AppDeps = {
    database,
    time: surroundings.time,
    log: session.log,
    fetchMedia: openPublicNetwork(origins, userAgentOf(surroundings)),
    draw: drawOnDemand(config, session, surroundings),
    health,
    notices: settings.notices ?? (() => []),
    timezone: timezoneOf(config),
    api: {
      mainFeed: config.rank.feed,
      upstream: upstreamOf(session, surroundings, settings.access),
    },
    front: { isSecure: settings.tls !== undefined, behind: config.serve.behind },
  };
  return serveHttp(deps, { port, tls: tlsOf(settings.tls, surroundings) });
}

/**
 * Draws beside the server, in a thread, with the feed that was asked for. Gives the edition's
 * number.
 */
export function drawOnDemand(
  config: Config,
  session: Session,
  surroundings: Surroundings,
): (request: DrawRequest) => Promise<number> {
  const { drawAside, randomText, time } = surroundings;
  return async ({ feed: name, size }) => {
    const asked = [name ?? config.rank.feed, 'feed'] as const;
    const named = feedToDraw(config, asked, session, surroundings);
    const feed = size === undefined ? named : withSize(named, size);
    const edition = await drawAside({
      file: session.databaseFile,
      feed,
      seed: randomText(),
      nowMs: time.now(),
      dryRun: false,
      fallbacks: fallbacksOf(config, feed, session, surroundings),
    });
    tellInstead(edition, session);
    session.log.info('rank.drawn', { edition: edition.edition, entries: edition.size });
    return edition.edition as number;
  };
}

/** Until the owner stops it. */
export function untilStopped(stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) resolve();
    else stopped.addEventListener('abort', () => resolve(), { once: true });
  });
}
