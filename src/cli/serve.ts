import type { Command } from 'commander';
import { DAY_MS, type EpochMs, type Time } from '../core/clock.ts';
import type { Trouble } from '../http/server.ts';
import { readPort } from './option_values.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option(
      '--port <number>',
      'the port of the page; 0 takes a free one (default: 4040, or as your settings say)',
      readPort,
    )
    .action((options: { readonly port?: number }) => serve(command, surroundings, options));
}

async function serve(
  command: Command,
  surroundings: Surroundings,
  { port }: { readonly port?: number },
): Promise<void> {
  const session = openSession(command, surroundings);
  const config = await session.config();
  const database = await session.openDatabase('make');
  try {
    const [{ servePage }, { openIntake }, { openSending }, { openLines }] = await Promise.all([
      import('./page_wiring.ts'),
      import('../store/intake.ts'),
      import('./keep_sending.ts'),
      import('./ingest_wiring.ts'),
    ]);
    const { lastArrivedMs } = openIntake(database);
    const health = () => silence(lastArrivedMs(), surroundings.time);
    const lineOf = openLines(database, session, surroundings);
    const { acting, keep } = openSending({ database, lineOf }, session, surroundings);
    const settings = { database, config, port: port ?? config.serve.port, health, acting };
    const serving = await servePage(settings, session, surroundings);
    session.say(`Reading at ${serving.url} until you press Ctrl-C.`);
    try {
      await keep();
    } finally {
      await serving.close();
    }
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
