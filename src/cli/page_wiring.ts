import type { Config } from '../core/config.ts';
import { withSize } from '../core/feed.ts';
import {
  type AppDeps,
  type DrawRequest,
  type Notice,
  type Serving,
  serveHttp,
  type Trouble,
} from '../http/server.ts';
import type { Database } from '../store/database.ts';
import { fallbacksOf, feedToDraw, tellInstead } from './feed_to_draw.ts';
import { openMediaWiring } from './media_wiring.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { timezoneOf } from './timezone.ts';

export interface PageSettings {
  readonly database: Database;
  readonly config: Config;
  readonly port: number;
  readonly health: () => readonly Trouble[];
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
  const media = openMediaWiring(settings, session, surroundings);
  const deps: AppDeps = {
    database,
    time: surroundings.time,
    log: session.log,
    ...media.parts,
    access: config.serve,
    draw: drawOnDemand(config, session, surroundings, media.fetchAside),
    health,
    notices: settings.notices ?? (() => []),
    timezone: timezoneOf(config),
  };
  return serveHttp(deps, { port, host: config.serve.host });
}

/**
 * Draws beside the server, in a thread, with the feed that was asked for. Gives the edition's
 * number.
 */
export function drawOnDemand(
  config: Config,
  session: Session,
  surroundings: Surroundings,
  onDrawn: (edition: number) => void = () => {},
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
    onDrawn(edition.edition as number);
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
