import type { Command } from 'commander';
import { DriftlineError } from '../core/errors.ts';
import type { Credentials } from '../mastodon/login.ts';
import type { Lock } from '../store/lock.ts';
import { type Belongings, belongingsOf } from './belongings.ts';
import { readCredentials, withCredentialsHeld } from './credentials.ts';
import { openSession, type Session } from './session.ts';
import { nextLine } from './standard_input.ts';
import type { Surroundings } from './surroundings.ts';
import { textLines } from './text_lines.ts';
import { endToken } from './token_end.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option('--forget', 'also stop the service and delete all that is kept here; asks twice')
    .option('--trial', 'end only what a "driftline try" that was killed left here')
    .action((options: LogoutOptions) => logout(command, surroundings, options));
}

interface LogoutOptions {
  readonly forget?: boolean;
  readonly trial?: boolean;
}

const OPEN = 'a "driftline try" is open still: it asks what becomes of it when you end it';

async function logout(
  command: Command,
  surroundings: Surroundings,
  { forget, trial }: LogoutOptions,
): Promise<void> {
  if (trial === true) return endTrialAlone(command, surroundings, forget === true);
  const session = openSession(command, surroundings);
  const credentials = readCredentials(session, surroundings);
  if (forget === true) {
    await forgetAll(credentials, session, surroundings);
    const { endLeftTrial } = await import('./try.ts');
    const ends = 'A trial that was cut short ends as well.';
    const trialIs = await endLeftTrial(command, surroundings, ends);
    if (trialIs === 'open') surroundings.stderr.write(`Besides, ${OPEN}.\n`);
    return;
  }
  if (credentials === undefined) throw new DriftlineError('not_found', 'nobody is logged in here');
  const isRevoked = await endLogin(credentials, session, surroundings);
  if (session.asJson) session.answer({ server: credentials.server, revoked: isRevoked });
  else sayEnded(isRevoked, credentials, session);
}

/** The owner stays logged in, and what is kept here stays. */
async function endTrialAlone(
  command: Command,
  surroundings: Surroundings,
  withForget: boolean,
): Promise<void> {
  if (withForget)
    throw new DriftlineError('usage', '--forget ends a killed trial as well: leave --trial away');
  const { endLeftTrial } = await import('./try.ts');
  const trialIs = await endLeftTrial(command, surroundings, 'The trial that was cut short ends.');
  if (trialIs === 'open') throw new DriftlineError('busy', OPEN);
  if (trialIs === 'none')
    throw new DriftlineError('not_found', 'no "driftline try" was cut short here');
}

/**
 * All or nothing: who does not mean it stays logged in, and what runs goes on. The service ends
 * first, since it would make everything anew.
 */
async function forgetAll(
  credentials: Credentials | undefined,
  session: Session,
  surroundings: Surroundings,
): Promise<void> {
  const { databaseFile } = session;
  const hasData = surroundings.files.exists(databaseFile);
  if (credentials === undefined && !hasData)
    throw new DriftlineError(
      'not_found',
      `nobody is logged in here, and there is no ${databaseFile} to forget`,
    );
  const { openInstalling } = await import('./service_install.ts');
  const services = await openInstalling(session, surroundings).standing();
  // A service holds it until it is stopped.
  const early = hasData && services.length === 0 ? await takeAll(databaseFile) : undefined;
  let lock = early;
  try {
    const belongings = belongingsOf(session, surroundings);
    await askTwice(belongings, services.length > 0, session, surroundings);
    for (const end of services) session.say(await end());
    lock ??= hasData ? await takeAll(databaseFile) : undefined;
    if (credentials !== undefined)
      sayEnded(await endLogin(credentials, session, surroundings), credentials, session);
    belongings.remove();
    session.say(...belongings.words.map((words) => `Deleted: ${words}`));
    session.say(...staysThere(credentials?.server ?? 'your server'));
  } finally {
    lock?.release();
  }
}

/** Throws DriftlineError('busy') where another Driftline ingests, or has it open. */
async function takeAll(databaseFile: string): Promise<Lock> {
  const [{ takeIngestLock }, { retire }] = await Promise.all([
    import('../store/lock.ts'),
    import('../store/restoring.ts'),
  ]);
  const lock = takeIngestLock(databaseFile);
  try {
    retire(databaseFile);
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
}

function staysThere(server: string): readonly string[] {
  return [
    `What you did at ${server} stays there: whom you follow, favourites, boosts, bookmarks, replies.`,
    'Driftline kept nothing else on that server. Copies that you made with "backup" or "export"',
    'to other places are yours to delete.',
  ];
}

/** Whether the server took the token back. */
async function endLogin(
  credentials: Credentials,
  session: Session,
  surroundings: Surroundings,
): Promise<boolean> {
  return withCredentialsHeld(session, surroundings, async () => {
    // Another Driftline may have renewed it since it was read.
    const standing = readCredentials(session, surroundings) ?? credentials;
    const isEnded = await endToken(standing, session, surroundings);
    surroundings.files.remove(session.credentialsFile);
    return isEnded;
  });
}

function sayEnded(isRevoked: boolean, { server }: Credentials, session: Session): void {
  session.say(
    isRevoked
      ? `Logged out of ${server}; the token is void.`
      : `Logged out. Take the token back at ${server}, under "authorized apps".`,
  );
}

/** Throws where "forget" is not typed twice. */
async function askTwice(
  { words }: Belongings,
  isServed: boolean,
  { databaseFile }: Session,
  { stdin, stderr, stopped }: Surroundings,
): Promise<void> {
  const answers = textLines(stdin());
  stderr.write(
    `This deletes, with everything you saw and did:\n${words.map((one) => `  ${one}\n`).join('')}`,
  );
  if (isServed) stderr.write('The service that keeps Driftline going is stopped and taken out.\n');
  for (const question of ['Type "forget": ', 'It cannot be undone. Type it again: ']) {
    stderr.write(question);
    const answer = await nextLine(answers, stopped);
    if (answer === undefined) throw unasked();
    if (answer !== 'forget') throw kept(databaseFile);
  }
}

function kept(file: string): DriftlineError {
  return new DriftlineError(
    'invalid',
    `nothing was done: "forget" was not typed, so ${file} is kept`,
  );
}

function unasked(): DriftlineError {
  return new DriftlineError(
    'usage',
    'nothing was done: --forget asks twice, and nobody answers here; run it in a terminal',
  );
}
