import type { Command } from 'commander';
import { DAY_MS, type EpochMs, type Time } from '../core/clock.ts';
import type { Trouble } from '../http/server.ts';
import { readPort } from './option_values.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { type TlsOptions, tlsFilesOf } from './tls_options.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option(
      '--port <number>',
      'the port of the page; 0 takes a free one (default: 4040, or as your settings say)',
      readPort,
    )
    .option('--tls-cert <file>', 'serve by https with this certificate, PEM')
    .option('--tls-key <file>', 'the key of that certificate, PEM')
    .action((options: ServeOptions) => serve(command, surroundings, options));
}

interface ServeOptions extends TlsOptions {
  readonly port?: number;
}

async function serve(
  command: Command,
  surroundings: Surroundings,
  { port, ...tls }: ServeOptions,
): Promise<void> {
  const session = openSession(command, surroundings);
  const config = await session.config();
  const secured = tlsFilesOf(tls);
  const database = await session.openDatabase('make');
  try {
    const [{ servePage, untilStopped }, { openIntake }] = await Promise.all([
      import('./page_wiring.ts'),
      import('../store/intake.ts'),
    ]);
    const { lastArrivedMs } = openIntake(database);
    const health = () => silence(lastArrivedMs(), surroundings.time);
    const settings = { database, config, port: port ?? config.serve.port, health, tls: secured };
    const serving = await servePage(settings, session, surroundings);
    session.say(`Reading at ${serving.url} until you press Ctrl-C.`);
    await untilStopped(surroundings.stopped);
    await serving.close();
  } finally {
    database.close();
  }
}

/** The page alone cannot know why nothing comes in, only that nothing does. */
function silence(lastArrivalMs: EpochMs | null, time: Time): readonly Trouble[] {
  if (lastArrivalMs !== null && time.now() - lastArrivalMs < DAY_MS) return [];
  return [
    {
      what: 'Nothing new has come in for a day',
      ...(lastArrivalMs === null ? {} : { sinceMs: lastArrivalMs }),
      remedy: 'Start "driftline run" or "driftline ingest"; "driftline doctor" says what is wrong.',
    },
  ];
}
