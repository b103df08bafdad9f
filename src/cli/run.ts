import type { Command } from 'commander';
import type { Config } from '../core/config.ts';
import type { Trouble } from '../http/server.ts';
import type { Database } from '../store/database.ts';
import { readPort } from './option_values.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { type TlsFiles, type TlsOptions, tlsFilesOf } from './tls_options.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option(
      '--port <number>',
      'the port of the page; 0 takes a free one (default: 4040, or as your settings say)',
      readPort,
    )
    .option('--tls-cert <file>', 'serve by https with this certificate, PEM')
    .option('--tls-key <file>', 'the key of that certificate, PEM')
    .action((options: ServeOptions) => run(command, surroundings, options));
}

interface ServeOptions extends TlsOptions {
  readonly port?: number;
}

async function run(
  command: Command,
  surroundings: Surroundings,
  { port, ...tls }: ServeOptions,
): Promise<void> {
  const session = openSession(command, surroundings);
  const config = await session.config();
  const secured = tlsFilesOf(tls);
  const database = await session.openDatabase('make');
  try {
    const { takeIngestLock } = await import('../store/lock.ts');
    const lock = takeIngestLock(session.databaseFile);
    try {
      const works = { database, config, port: port ?? config.serve.port, tls: secured };
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
  readonly port: number;
  readonly tls: TlsFiles | undefined;
}

/**
 * Three works side by side. One that breaks in an unforeseen way ends all of them, with its reason.
 */
async function runAll(works: Works, session: Session, surroundings: Surroundings): Promise<void> {
  const [page, { keepIngesting }, nights, { openStats }, feeds, { timezoneOf }] = await Promise.all(
    [
      import('./page_wiring.ts'),
      import('./keep_ingesting.ts'),
      import('./nights.ts'),
      import('../store/stats.ts'),
      import('../store/feed_editions.ts'),
      import('./timezone.ts'),
    ],
  );
  const { database, config, port, tls } = works;
  const stats = openStats(database);
  const editions = feeds.openFeedEditions(database);
  let trouble: Trouble | undefined;
  const health = () => (trouble === undefined ? [] : [trouble]);
  const serving = await page.servePage(
    { database, config, port, health, tls },
    session,
    surroundings,
  );
  session.say(`Reading at ${serving.url} until you press Ctrl-C.`);
  const ending = new AbortController();
  const stopped = AbortSignal.any([surroundings.stopped, ending.signal]);
  const inner: Surroundings = { ...surroundings, stopped };
  const draw = page.drawOnDemand(config, session, inner);
  try {
    await Promise.all([
      page.untilStopped(stopped),
      keepIngesting(database, session, inner, (news) => {
        trouble = news;
      }),
      nights.drawEachNight({
        time: surroundings.time,
        nights: nights.nightsOf(config),
        timezone: timezoneOf(config),
        stopped,
        log: session.log,
        lastDrawnMs: (feed) =>
          (feed === undefined ? stats.lastEdition() : editions.last().get(feed))?.drawn_at_ms,
        hasCandidates: () => stats.hasCandidates(),
        knowsTaste: () => stats.knowsTaste(),
        draw: (feed) => draw({ feed }),
      }),
    ]);
  } finally {
    ending.abort();
    await serving.close();
  }
}
