import { join } from 'node:path';
import type { Command } from 'commander';
import { DriftlineError } from '../core/errors.ts';
import { readPort } from './option_values.ts';
import { openSession, type Session, said } from './session.ts';
import type { Surroundings } from './surroundings.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option('--port <number>', 'the port of the page; 0 takes a free one (default: 4040)', readPort)
    .option('--seed <text>', 'any text: another one invents other people', 'driftline')
    .addHelpText('after', ABOUT)
    .action(({ port = PORT, seed }: Partial<DemoChoice> & { readonly seed: string }) =>
      demo(command, surroundings, { port, seed }),
    );
}

const PORT = 4040;

export interface DemoChoice {
  readonly port: number;
  readonly seed: string;
}

const ABOUT = `
All people of the demo are invented. It keeps to a folder of its own, and so takes
neither --db nor --config: your database, settings and login stay untouched.
Three weeks pass in seconds; then it goes on while you look. Ctrl-C ends it.`;

/** A whole small fediverse on loopback: ingested, ranked and served, in a folder of its own. */
async function demo(
  command: Command,
  surroundings: Surroundings,
  choice: DemoChoice,
): Promise<void> {
  const { db, config } = command.optsWithGlobals<{
    readonly db?: string;
    readonly config?: string;
  }>();
  if (db !== undefined || config !== undefined) {
    throw new DriftlineError(
      'usage',
      'the demo keeps to a folder of its own: leave --db and --config away',
    );
  }
  const folder = demoFolder(surroundings);
  const apart: Surroundings = {
    ...surroundings,
    env: { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder },
  };
  const session: Session = openSession(command, apart);
  const { files } = surroundings;
  files.makeFolder(join(folder, 'driftline'));
  const [{ tryLock }, { assertPortIsFree }, { showDemo }] = await Promise.all([
    import('../store/lock.ts'),
    import('../http/port.ts'),
    import('./demo_show.ts'),
  ]);
  const lock = tryLock(session.databaseFile);
  if (lock === undefined)
    throw new DriftlineError(
      'busy',
      'a demo is running already: end it with Ctrl-C, then try again',
    );
  try {
    // Three weeks later it would be late to say so, and the demo before would be gone.
    await assertPortIsFree(choice.port);
    for (const end of ['', '-wal', '-shm']) files.remove(`${session.databaseFile}${end}`);
    await showDemo(choice, session, apart);
  } finally {
    lock.release();
  }
}

function demoFolder({ env }: Surroundings): string {
  const home =
    said(env.XDG_DATA_HOME) ?? (said(env.HOME) && join(env.HOME as string, '.local', 'share'));
  if (home !== undefined) return join(home, 'driftline-demo');
  throw new DriftlineError(
    'usage',
    'HOME is not set: the demo does not know where it may keep its folder',
  );
}
