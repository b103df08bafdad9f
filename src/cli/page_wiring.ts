import { type Config, daysBetweenDraws } from '../core/config.ts';
import { withSize } from '../core/feed.ts';
import { type Acting, READ_ONLY } from '../http/acting.ts';
import {
  type AppDeps,
  type DrawRequest,
  type Notice,
  type Serving,
  serveHttp,
  type Trouble,
} from '../http/server.ts';
import type { Explained } from '../http/web/why_not_page.tsx';
import type { ZoneDesk } from '../http/web/zone_line.tsx';
import { mayBeWrittenLater } from '../ingest/standstill.ts';
import type { Database } from '../store/database.ts';
import { openServedPage } from '../store/served_page.ts';
import type { Access } from './access.ts';
import { tlsOf, upstreamOf } from './api_wiring.ts';
import { timeOfDraws } from './clock_ahead.ts';
import { fallbacksOf, feedToDraw, tellInstead } from './feed_to_draw.ts';
import { feedsOnPage } from './feeds_on_page.ts';
import { openHeadTroubles } from './head_troubles.ts';
import type { LineOf } from './ingest_wiring.ts';
import { openMediaWiring } from './media_wiring.ts';
import { addressElsewhere, hereOf } from './reached.ts';
import { openReplaced } from './replaced.ts';
import type { Session } from './session.ts';
import { openStandingSettings } from './standing_settings.ts';
import type { Surroundings } from './surroundings.ts';
import { openThreadAsking } from './thread_asking.ts';
import { timezoneOf } from './timezone.ts';
import type { TlsFiles } from './tls_options.ts';
import { watchCertificate } from './tls_renewal.ts';

export interface PageSettings {
  readonly database: Database;
  readonly config: Config;
  readonly port: number;
  readonly health: () => readonly Trouble[];
  /** Who asks the home server for other clients; left out: whoever is logged in. */
  readonly access?: Pick<Access, 'server' | 'token'>;
  /** Whose budget they share; one of their own where it is not given. */
  readonly lineOf?: LineOf;
  readonly tls?: TlsFiles | undefined;
  /** What a reader must know about these pages as a whole. */
  readonly notices?: () => readonly Notice[];
  /** What may be done through the owner's server; nothing where it is not given. */
  readonly acting?: Acting;
  readonly zone?: ZoneDesk;
  /** Somebody starts it anew where another version was installed over it. */
  readonly endsWhenUpdated?: boolean;
}

/** Joins the page to the real network and clock, and serves it on this machine. */
export async function servePage(
  settings: PageSettings,
  session: Session,
  surroundings: Surroundings,
): Promise<Serving> {
  const { database, config, port, health } = settings;
  const replaced = openReplaced(database, settings.endsWhenUpdated);
  const media = openMediaWiring(settings, session, surroundings);
  const deps: AppDeps = {
    database,
    time: surroundings.time,
    log: session.log,
    ...media.parts,
    access: {
      ...config.serve,
      address: () => addressElsewhere(config.serve, surroundings),
      fileOptions: [
        ...(session.isDatabaseUsual ? [] : ['--db']),
        ...(session.configNamedBy === undefined ? [] : ['--config']),
      ],
    },
    draw: drawOnDemand(settings, session, surroundings, media.fetchAside),
    explain: explainOnDemand(settings, session, surroundings),
    readStatistics: (statistics) =>
      surroundings.statisticsAside({ file: session.databaseFile, statistics }),
    feeds: feedsOnPage(session, {
      ...surroundings,
      time: timeOfDraws(database, surroundings.time),
    }),
    askThread: openThreadAsking(settings, session, surroundings),
    health: () => [...replaced.troubles(), ...health()],
    unwell: openHeadTroubles(database, surroundings.time, daysBetweenDraws(config)),
    notices: settings.notices ?? (() => []),
    acting: settings.acting ?? READ_ONLY,
    timezone: timezoneOf(config),
    openIn: config.openIn,
    api: {
      mainFeed: config.rank.feed,
      upstream: upstreamOf(session, surroundings, settings),
    },
    ...(settings.zone === undefined ? {} : { zone: settings.zone }),
  };
  const tls = settings.tls && tlsOf(settings.tls, surroundings);
  const serving = await serveHttp(deps, { port, host: config.serve.host, tls });
  noteWhere(hereOf(serving.url, config.serve), database, surroundings);
  if (settings.tls === undefined || tls === undefined) return serving;
  const around = { log: session.log, surroundings };
  const stopWatching = watchCertificate(settings.tls, tls, serving, around);
  const close = () => {
    stopWatching();
    return serving.close();
  };
  return { ...serving, close };
}

/** "driftline" alone looks there. A disk that is full keeps nobody from reading. */
function noteWhere(url: string, database: Database, { time }: Surroundings): void {
  try {
    openServedPage(database).note(url, time.now());
  } catch (error) {
    if (!mayBeWrittenLater(error)) throw error;
  }
}

/**
 * Draws beside the server, in a thread, with the feed that was asked for. Gives the edition's
 * number.
 */
export function drawOnDemand(
  { database, config: known }: Pick<PageSettings, 'database' | 'config'>,
  session: Session,
  surroundings: Surroundings,
  onDrawn: (edition: number) => void = () => {},
): (request: DrawRequest) => Promise<number> {
  const { drawAside, randomText } = surroundings;
  const { now } = timeOfDraws(database, surroundings.time);
  const settings = openStandingSettings(known, session);
  return async ({ feed: name, size, continues }) => {
    const config = await settings();
    const asked = [name ?? config.rank.feed, 'feed'] as const;
    const named = feedToDraw(config, asked, session, surroundings);
    const feed = size === undefined ? named : withSize(named, size);
    const edition = await drawAside({
      file: session.databaseFile,
      feed,
      seed: randomText(),
      nowMs: now(),
      dryRun: false,
      continues,
      fallbacks: fallbacksOf(config, feed, session, surroundings),
    });
    tellInstead(edition, session);
    session.log.info('rank.drawn', { edition: edition.edition, entries: edition.size });
    onDrawn(edition.edition as number);
    return edition.edition as number;
  };
}

/** Explains beside the server, by the feed that is drawn where none is named. */
function explainOnDemand(
  { database, config: known }: PageSettings,
  session: Session,
  surroundings: Surroundings,
) {
  const { now } = timeOfDraws(database, surroundings.time);
  const settings = openStandingSettings(known, session);
  return async (status: string): Promise<Explained> => {
    const { explainAside } = surroundings;
    const config = await settings();
    const feed = feedToDraw(config, [config.rank.feed, 'rank.feed'], session, surroundings);
    const task = { file: session.databaseFile, feed, nowMs: now(), status };
    const { explanation, failed } = await explainAside(task);
    if (failed !== undefined) session.log.warn('feed.failed', { feed: feed.name, why: failed });
    return { ...explanation, slid: config.slid[feed.name] ?? [] };
  };
}

/** Until the owner stops it. */
export function untilStopped(stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) resolve();
    else stopped.addEventListener('abort', () => resolve(), { once: true });
  });
}
