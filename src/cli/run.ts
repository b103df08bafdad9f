import type { Command } from 'commander';
import type { Config } from '../core/config.ts';
import type { Trouble } from '../http/server.ts';
import type { Database } from '../store/database.ts';
import { addReachOptions, type Reached, type ReachOptions, reachOf, sayWhere } from './reached.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

export function define(command: Command, surroundings: Surroundings): void {
  addReachOptions(command).action((options: ReachOptions) => run(command, surroundings, options));
}

async function run(
  command: Command,
  surroundings: Surroundings,
  options: ReachOptions,
): Promise<void> {
  const session = openSession(command, surroundings);
  const settings = await session.config();
  const reach = reachOf(settings.serve, options);
  const config = { ...settings, serve: reach };
  const database = await session.openDatabase('make');
  try {
    const { takeIngestLock } = await import('../store/lock.ts');
    const lock = takeIngestLock(session.databaseFile);
    try {
      const works = { database, config, reach };
      await runAll(works, session, surroundings);
    } finally {
      lock.release();
    }
  } finally {
    database.close();
  }
}

interface Works {
  readonly database: Database;
  readonly config: Config;
  readonly reach: Reached;
}

/**
 * Four works side by side. One that breaks in an unforeseen way ends all of them, with its reason.
 */
async function runAll(works: Works, session: Session, surroundings: Surroundings): Promise<void> {
  const [page, media, { keepIngesting }, { openSending }, { openLines }] = await Promise.all([
    import('./page_wiring.ts'),
    import('./media_wiring.ts'),
    import('./keep_ingesting.ts'),
    import('./keep_sending.ts'),
    import('./ingest_wiring.ts'),
  ]);
  const [nights, { openStats }, feeds, { openPruning }, zone] = await Promise.all([
    import('./nights.ts'),
    import('../store/stats.ts'),
    import('../store/feed_editions.ts'),
    import('../store/pruning.ts'),
    import('./timezone.ts'),
  ]);
  const { database, config, reach } = works;
  const stats = openStats(database);
  const editions = feeds.openFeedEditions(database);
  let trouble: Trouble | undefined;
  const health = () => (trouble === undefined ? [] : [trouble]);
  const tell = (news: Trouble | undefined) => {
    trouble = news;
  };
  const ending = new AbortController();
  const stopped = AbortSignal.any([surroundings.stopped, ending.signal]);
  const inner: Surroundings = { ...surroundings, stopped };
  const lineOf = openLines(database, session, inner);
  const sending = openSending({ database, lineOf }, session, inner);
  const { acting } = sending;
  const { port, tls } = reach;
  const settings = { database, config, port, tls, health, acting };
  const serving = await page.servePage(settings, session, surroundings);
  sayWhere(serving.url, config.serve, session);
  const { fetchAside } = media.openMediaWiring(works, session, inner);
  const draw = page.drawOnDemand(config, session, inner, fetchAside);
  try {
    await Promise.all([
      page.untilStopped(stopped),
      keepIngesting({ database, lineOf, tell }, session, inner),
      sending.keep(),
      nights.drawEachNight({
        time: surroundings.time,
        nights: nights.nightsOf(config),
        timezone: zone.timezoneOf(config),
        stopped,
        log: session.log,
        lastDrawnMs: (feed) =>
          (feed === undefined ? stats.lastEdition() : editions.last().get(feed))?.drawn_at_ms,
        hasCandidates: () => stats.hasCandidates(),
        knowsTaste: () => stats.knowsTaste(),
        draw: (feed) => draw({ feed }),
        lastKeptMs: openPruning(database).lastKeptMs,
        keep: () => keepAtNight({ database, config, stopped }, session, surroundings),
      }),
    ]);
  } finally {
    ending.abort();
    await serving.close();
  }
}

interface Keeping {
  readonly database: Database;
  readonly config: Config;
  readonly stopped: AbortSignal;
}

/** What `driftline prune` does, beside ingest and pages; a stop ends it between two bites. */
async function keepAtNight(
  { database, config, stopped }: Keeping,
  { log }: Session,
  { time }: Surroundings,
): Promise<void> {
  const [{ keepStore, goneWords }, { openLastChances }] = await Promise.all([
    import('./upkeep.ts'),
    import('../rank/last_chances.ts'),
  ]);
  const { keep, rank, feeds } = config;
  const dueLastChances = openLastChances(database, feeds[rank.feed]);
  try {
    const report = await keepStore({ database, keep, time, stopped, dueLastChances });
    const { packed, pruned, unseen, lastChances, waiting, fileBytes } = report;
    const chances = lastChances.length;
    const figures = { packed, pruned, unseen, last_chances: chances, waiting };
    log.info('keep.done', { ...figures, file_bytes: fileBytes, words: goneWords(report) });
  } catch (error) {
    if (!stopped.aborted) throw error;
  }
}
