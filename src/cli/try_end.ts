import { SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { revoke } from '../mastodon/login.ts';
import { readableCredentials } from './credentials.ts';
import { appsFileOf, openKeptApps } from './kept_apps.ts';
import type { Trial } from './try.ts';
import { userAgentOf } from './user_agent.ts';

/** It becomes the owner's own Driftline, whole or not at all. */
export function keepTrial(trial: Trial): void {
  const { session, own, surroundings } = trial;
  const { files } = surroundings;
  const standing = [own.databaseFile, own.credentialsFile].find(files.exists);
  if (standing !== undefined)
    throw new DriftlineError(
      'busy',
      `a Driftline of yours was begun meanwhile (${standing}): the trial is not kept over it`,
    );
  keepApp(trial);
  const moves = [
    [session.databaseFile, own.databaseFile],
    [`${session.databaseFile}-wal`, `${own.databaseFile}-wal`],
    [session.credentialsFile, own.credentialsFile],
  ] as const;
  for (const [file, place] of moves) if (files.exists(file)) files.move(file, place);
  // What was set on the trial's page; sliders of before, whose database is gone, are the owner's.
  if (files.exists(session.slidersFile) && !files.exists(own.slidersFile))
    files.move(session.slidersFile, own.slidersFile);
  own.say(`Kept: ${own.databaseFile}`, 'Next: driftline run, which reads the week before as well');
}

/** Beside the others: a login that was broken off, or ended, leaves what it was registered as. */
function keepApp({ session, own, surroundings }: Trial): void {
  const server = readableCredentials(session, surroundings)?.server;
  const app = server && openKeptApps(session, surroundings).find(server, false);
  if (app) openKeptApps(own, surroundings).keep(app);
}

/** Gives the access back, and deletes everything. */
export async function discardTrial(trial: Trial): Promise<void> {
  await endAccess(trial);
  trial.surroundings.files.removeFolder(trial.folder);
}

/** Every command ends within ten seconds, whatever the server does. */
const REVOKE_MAX_MS = 3 * SECOND_MS;

/** The token is void then, or the owner hears where to end it; here it is forgotten either way. */
export async function endAccess(trial: Trial): Promise<void> {
  const { session, surroundings } = trial;
  const { files, time, stderr } = surroundings;
  const credentials = readableCredentials(session, surroundings); // else it cannot be revoked
  const revoked =
    credentials === undefined
      ? Promise.resolve(true)
      : revoke(credentials, userAgentOf(surroundings)).catch(refusedQuietly);
  const isVoid = await Promise.race([revoked, sleep(time, REVOKE_MAX_MS).then(() => false)]);
  for (const file of [session.credentialsFile, appsFileOf(session)]) files.remove(file);
  const { host } = new URL(credentials?.server ?? 'https://your.server');
  stderr.write(
    isVoid
      ? 'The access is revoked, and everything is deleted.\n'
      : `Everything is deleted here. Take the access back at ${host}, under "authorized apps".\n`,
  );
}

function refusedQuietly(error: unknown): false {
  if (error instanceof DriftlineError) return false; // said by the sentence that follows
  throw error;
}
