import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { DriftlineError } from '../core/errors.ts';
import { readPort } from './option_values.ts';
import { openSession, type Session, said } from './session.ts';
import type { Surroundings } from './surroundings.ts';

export interface TryOptions {
  readonly browser: boolean;
  readonly port?: number;
  readonly keep?: boolean;
  readonly discard?: boolean;
}

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('<server>', 'your server, like example.social')
    .option('--no-browser', 'print the address to open, and read the code you paste')
    .option('--port <number>', 'the port of the page (default: 4040, or a free one)', readPort)
    .option('--keep', 'keep all of it in the end, without asking')
    .option('--discard', 'revoke and delete in the end, without asking')
    .addHelpText('after', ABOUT)
    .action((server: string, options: TryOptions) =>
      tryOut(command, surroundings, server, options),
    );
}

const ABOUT = `
Reads your home, whom you follow and your last 400 favourites (about 90 requests), draws
one edition and serves it. In a folder of its own; in the end you keep it, as your
Driftline, or the access is revoked and everything deleted.`;

/** Where a trial lives, and where it goes when it is kept. */
export interface Trial {
  readonly folder: string;
  /** In its folder. */
  readonly session: Session;
  readonly surroundings: Surroundings;
  /** Where the owner's own Driftline is, or would be. */
  readonly own: Session;
  /** Whether there is none yet, so that this one may become it. */
  readonly mayKeep: boolean;
}

async function tryOut(
  command: Command,
  surroundings: Surroundings,
  server: string,
  options: TryOptions,
): Promise<void> {
  const trial = trialOf(command, surroundings);
  mustAgree(options, trial);
  const { session, folder } = trial;
  const { files } = surroundings;
  const absent = foldersToMake(folder, files);
  files.makeFolder(join(folder, 'driftline'));
  const [{ tryLock }, { showTrial }, { endAccess }] = await Promise.all([
    import('../store/lock.ts'),
    import('./try_show.ts'),
    import('./try_end.ts'),
  ]);
  const lock = tryLock(session.databaseFile);
  if (lock === undefined)
    throw new DriftlineError('busy', 'another "driftline try" is open here: end it first');
  try {
    if (files.exists(session.credentialsFile)) {
      surroundings.stderr.write('A trial before this one was cut short, and ends now. ');
      await endAccess(trial);
    }
    for (const end of ['', '-wal', '-shm']) files.remove(`${session.databaseFile}${end}`);
    await showTrial(server, options, trial);
  } finally {
    lock.release();
    files.removeFolder(folder);
    for (const made of absent) if (files.namesIn(made).length === 0) files.removeFolder(made);
  }
}

/** Those around it that are not there yet, the inner ones first: in a new home, `~/.local` too. */
function foldersToMake(folder: string, files: Surroundings['files']): readonly string[] {
  const above = dirname(folder);
  if (above === folder || files.exists(above)) return [];
  return [above, ...foldersToMake(above, files)];
}

/** One that is open, or was killed; undefined where there is none. */
function standingTrial(command: Command, surroundings: Surroundings): Trial | undefined {
  const { db, config } = command.optsWithGlobals<{ db?: string; config?: string }>();
  if (db !== undefined || config !== undefined) return; // another Driftline's; trials know neither
  const { HOME, XDG_DATA_HOME } = surroundings.env;
  if (said(XDG_DATA_HOME) === undefined && said(HOME) === undefined) return; // nowhere to be
  const trial = trialOf(command, surroundings);
  return surroundings.files.exists(join(trial.folder, 'driftline')) ? trial : undefined;
}

/** What is to be said of a trial that was killed, and what ends it; undefined where none was. */
export async function leftTrialWords(
  command: Command,
  surroundings: Surroundings,
): Promise<{ readonly what: string; readonly remedy: string } | undefined> {
  const trial = standingTrial(command, surroundings);
  if (trial === undefined) return undefined;
  const [{ isIngestedInto }, { readableCredentials }] = await Promise.all([
    import('../store/lock.ts'),
    import('./credentials.ts'),
  ]);
  if (isIngestedInto(trial.session.databaseFile)) return undefined; // open
  const server = readableCredentials(trial.session, trial.surroundings)?.server;
  const access = server === undefined ? '' : `its access to ${server} may be good still, and `;
  return {
    what: `a "driftline try" was cut short: ${access}what it read lies in ${trial.folder}`,
    remedy: 'Run "driftline logout --trial", which revokes and deletes that alone.',
  };
}

/**
 * What a trial that was killed has left: its access is void then, and its folder gone. `ends` says
 * so. Gives whether there was one, or one that goes on.
 */
export async function endLeftTrial(
  command: Command,
  surroundings: Surroundings,
  ends: string,
): Promise<'none' | 'open' | 'ended'> {
  const trial = standingTrial(command, surroundings);
  if (trial === undefined) return 'none';
  const { session, folder } = trial;
  const { files, stderr } = surroundings;
  const [{ tryLock }, { endAccess }] = await Promise.all([
    import('../store/lock.ts'),
    import('./try_end.ts'),
  ]);
  const lock = tryLock(session.databaseFile);
  if (lock === undefined) return 'open';
  try {
    stderr.write(`${ends} `);
    await endAccess(trial);
  } finally {
    lock.release();
    files.removeFolder(folder);
  }
  return 'ended';
}

function trialOf(command: Command, surroundings: Surroundings): Trial {
  const { env, files } = surroundings;
  const options = command.optsWithGlobals<{ readonly db?: string; readonly config?: string }>();
  if (options.db !== undefined || options.config !== undefined)
    throw new DriftlineError(
      'usage',
      'try keeps to a folder of its own: leave --db and --config away',
    );
  const own = openSession(command, surroundings);
  const folder = folderOf(surroundings);
  const apart: Surroundings = {
    ...surroundings,
    env: {
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      XDG_CACHE_HOME: folder,
      DRIFTLINE_PACE: env.DRIFTLINE_PACE,
      NO_COLOR: env.NO_COLOR,
    },
  };
  const mayKeep = !files.exists(own.databaseFile) && !files.exists(own.credentialsFile);
  return { folder, own, mayKeep, surroundings: apart, session: openSession(command, apart) };
}

function mustAgree({ keep, discard }: TryOptions, { mayKeep, own }: Trial): void {
  if (keep === true && discard === true)
    throw new DriftlineError('usage', 'keep it or discard it: leave --keep or --discard away');
  if (keep === true && !mayKeep)
    throw new DriftlineError(
      'usage',
      `there is a Driftline of yours already (${own.databaseFile}), and nothing is put over it: leave --keep away`,
    );
}

function folderOf({ env }: Surroundings): string {
  const home =
    said(env.XDG_DATA_HOME) ?? (said(env.HOME) && join(env.HOME as string, '.local', 'share'));
  if (home !== undefined) return join(home, 'driftline-try');
  throw new DriftlineError('usage', 'HOME is not set: try does not know where to make its folder');
}
