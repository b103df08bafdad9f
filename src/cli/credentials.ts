import { dirname, resolve } from 'node:path';
import { SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Credentials } from '../mastodon/login.ts';
import { isToken } from '../mastodon/origin.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/** What is kept of a login. */
export interface KeptCredentials extends Credentials {
  /** The same token may be given twice: a new login with it counts as one all the same. */
  readonly logged_in_at_ms?: number; // unix ms
  /** The file that was named at the login: settings have one login, and that one home. */
  readonly database?: string;
}

/** Wherever it is named from. */
export function databaseOf({ databaseFile }: Session, { machine }: Surroundings): string {
  return resolve(machine.folder, databaseFile);
}

/** Throws where others on this machine could read the token. */
export function readCredentials(
  { credentialsFile }: Session,
  { files }: Surroundings,
): KeptCredentials | undefined {
  const content = files.readText(credentialsFile);
  if (content === undefined) return undefined;
  if (files.isOpenToOthers(credentialsFile)) {
    throw new DriftlineError(
      'usage',
      `others can read ${credentialsFile}: "chmod 600" it, and log in anew if they may have`,
    );
  }
  const kept = parsed(content);
  if (typeof kept.server === 'string' && typeof kept.token === 'string' && isToken(kept.token))
    return kept as KeptCredentials;
  throw new DriftlineError('invalid', `${credentialsFile} is damaged: "driftline login" anew`);
}

/** The same as far as that can be read: where it cannot, nobody is logged in. */
export function readableCredentials(
  session: Session,
  surroundings: Surroundings,
): KeptCredentials | undefined {
  try {
    return readCredentials(session, surroundings);
  } catch (error) {
    if (error instanceof DriftlineError) return undefined;
    throw error;
  }
}

function parsed(content: string): Partial<KeptCredentials> {
  try {
    const kept: unknown = JSON.parse(content);
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

export function keepCredentials(
  { credentialsFile }: Session,
  { files }: Surroundings,
  credentials: KeptCredentials,
): void {
  files.writePrivate(credentialsFile, `${JSON.stringify(credentials, undefined, 2)}\n`);
}

const LOOK_AGAIN_MS = 100;
/** Longer than a server may take to answer whoever holds it. */
const PATIENCE_MS = 40 * SECOND_MS;

/**
 * Does `work` while no other Driftline changes the credentials: a token that ends is refreshed
 * once, since the second of two would find its refresh token used up.
 */
export async function withCredentialsHeld<T>(
  { credentialsFile }: Session,
  { files, time }: Surroundings,
  work: () => T | Promise<T>,
): Promise<T> {
  files.makeFolder(dirname(credentialsFile));
  const { tryLock } = await import('../store/lock.ts');
  const untilMs = time.now() + PATIENCE_MS;
  let lock = tryLock(credentialsFile, 0);
  while (lock === undefined) {
    if (time.now() >= untilMs)
      throw new DriftlineError(
        'busy',
        `another Driftline holds ${credentialsFile}: wait for it, or end it`,
      );
    await sleep(time, LOOK_AGAIN_MS);
    lock = tryLock(credentialsFile, 0);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}
