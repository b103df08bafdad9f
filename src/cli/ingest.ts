import type { Command } from 'commander';
import { counted } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import type { IngestDeps } from '../ingest/session.ts';
import { type Access, needAccess, withRemedy } from './access.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option(
      '--once',
      'sweep the whole home once, fill holes for five minutes at most, and end: for cron',
    )
    .option('--draw', 'after --once, draw what your settings have made due since the last edition')
    .action((options: Options) => collect(command, surroundings, options));
}

interface Options {
  readonly once?: true;
  readonly draw?: true;
}

async function collect(
  command: Command,
  surroundings: Surroundings,
  { once, draw }: Options,
): Promise<void> {
  const session = openSession(command, surroundings);
  if (draw === true) {
    if (once !== true)
      throw new DriftlineError(
        'usage',
        '--draw goes with --once; to collect and draw until you stop it, "driftline run"',
      );
    const { sweepAndDraw } = await import('./sweep_and_draw.ts');
    return sweepAndDraw(session, surroundings);
  }
  const access = await needAccess(session, surroundings);
  const database = await session.openDatabase('make');
  try {
    const [{ ingestOnce }, { takeIngestLock }, { ingestDeps }] = await Promise.all([
      import('../ingest/ingest.ts'),
      import('../store/lock.ts'),
      import('./ingest_wiring.ts'),
    ]);
    const lock = takeIngestLock(session.databaseFile);
    try {
      const deps = ingestDeps(database, access, session, surroundings);
      if (once !== true) return await whileKept(deps, access, surroundings);
      const { arrived, entries } = await ingestOnce(deps);
      if (session.asJson) session.answer({ entries, arrived });
      else session.say(`${arrived} new of ${counted(entries, 'entry', 'entries')} of your home.`);
    } finally {
      lock.release();
    }
  } catch (error) {
    throw withRemedy(error, access);
  } finally {
    database.close();
  }
}

/** Who is logged out, or somebody else by now, is not read any further. */
async function whileKept(
  deps: IngestDeps,
  access: Access,
  surroundings: Surroundings,
): Promise<void> {
  const [{ ingest }, { whileLoggedIn }, { holdProgram }] = await Promise.all([
    import('../ingest/ingest.ts'),
    import('./login_watch.ts'),
    import('./held_program.ts'),
  ]);
  await holdProgram(surroundings);
  const login = whileLoggedIn(access, surroundings);
  try {
    await ingest({ ...deps, signal: login.signal });
  } finally {
    login.close();
  }
  if (!login.hasEnded()) return;
  const remedy = 'so nothing more is collected: "driftline login SERVER"';
  throw new DriftlineError('unauthorized', `you are logged out of ${access.server}, ${remedy}`);
}
