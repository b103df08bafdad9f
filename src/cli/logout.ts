import type { Command } from 'commander';
import { DriftlineError } from '../core/errors.ts';
import { type Credentials, revoke } from '../mastodon/login.ts';
import type { Lock } from '../store/lock.ts';
import { readCredentials, withCredentialsHeld } from './credentials.ts';
import { appsFileOf } from './kept_apps.ts';
import { openSession, type Session } from './session.ts';
import { nextLine } from './standard_input.ts';
import type { Surroundings } from './surroundings.ts';
import { textLines } from './text_lines.ts';
import { userAgentOf } from './user_agent.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option('--forget', 'also delete the database, with all you saw and did; asks twice')
    .action((options: { readonly forget?: boolean }) => logout(command, surroundings, options));
}

async function logout(
  command: Command,
  surroundings: Surroundings,
  { forget }: { readonly forget?: boolean },
): Promise<void> {
  const session = openSession(command, surroundings);
  const { files } = surroundings;
  const credentials = readCredentials(session, surroundings);
  const hasData = forget === true && files.exists(session.databaseFile);
  if (credentials === undefined && !hasData) {
    const nothing = forget === true ? `, and there is no ${session.databaseFile} to forget` : '';
    throw new DriftlineError('not_found', `nobody is logged in here${nothing}`);
  }
  // All or nothing: who does not mean it stays logged in.
  const lock = hasData ? await lockAndAsk(session, surroundings) : undefined;
  try {
    if (credentials !== undefined) await endLogin(credentials, session, surroundings);
  } finally {
    lock?.release();
  }
  if (forget === true) files.remove(appsFileOf(session));
  if (hasData) forgetAll(session, files);
  else if (forget === true) session.say(`There is no database at ${session.databaseFile}.`);
}

async function endLogin(credentials: Credentials, session: Session, surroundings: Surroundings) {
  const isRevoked = await withCredentialsHeld(session, surroundings, async () => {
    // Another Driftline may have renewed it since it was read.
    const standing = readCredentials(session, surroundings) ?? credentials;
    const isEnded = await endToken(standing, session, surroundings);
    surroundings.files.remove(session.credentialsFile);
    return isEnded;
  });
  session.say(
    isRevoked
      ? `Logged out of ${credentials.server}; the token is void.`
      : `Logged out. Take the token back at ${credentials.server}, under "authorized apps".`,
  );
}

/** A server that is away keeps nobody logged in: the token is forgotten here either way. */
async function endToken(
  credentials: Credentials,
  session: Session,
  surroundings: Surroundings,
): Promise<boolean> {
  try {
    return await revoke(credentials, userAgentOf(surroundings));
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    session.log.warn('logout.not_revoked', { why: error.message });
    return false;
  }
}

/** Throws while somebody writes into the data, and where "forget" is not typed twice. */
async function lockAndAsk(session: Session, surroundings: Surroundings): Promise<Lock> {
  const { stdin, stderr, stopped } = surroundings;
  const { databaseFile } = session;
  const { takeIngestLock } = await import('../store/lock.ts');
  const lock = takeIngestLock(databaseFile);
  try {
    const answers = textLines(stdin());
    const question = `This deletes ${databaseFile} with everything you saw and did.`;
    for (const words of [`${question} Type "forget": `, 'It cannot be undone. Type it again: ']) {
      stderr.write(words);
      const answer = await nextLine(answers, stopped);
      if (answer === undefined) throw unasked();
      if (answer !== 'forget') throw kept(databaseFile);
    }
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
}

function forgetAll(session: Session, files: Surroundings['files']): void {
  const { databaseFile, mediaFolder, say } = session;
  // Which pictures were fetched tells what was read.
  files.removeFolder(mediaFolder);
  for (const ending of ['', '-wal', '-shm', '.lock', '.outbox.lock'])
    files.remove(`${databaseFile}${ending}`);
  say(`${databaseFile} is deleted.`);
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
