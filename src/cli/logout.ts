import type { Command } from 'commander';
import { DriftlineError } from '../core/errors.ts';
import { revoke } from '../mastodon/login.ts';
import { readCredentials } from './credentials.ts';
import { userAgentOf } from './ingest_wiring.ts';
import { openSession, type Session } from './session.ts';
import { firstLine } from './standard_input.ts';
import type { Surroundings } from './surroundings.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option('--forget', 'also delete the database; you are asked twice')
    .action((options: { readonly forget?: boolean }) => logout(command, surroundings, options));
}

async function logout(
  command: Command,
  surroundings: Surroundings,
  { forget }: { readonly forget?: boolean },
): Promise<void> {
  const session = openSession(command, surroundings);
  const credentials = readCredentials(session, surroundings);
  if (credentials === undefined && forget !== true) {
    throw new DriftlineError('not_found', 'nobody is logged in here');
  }
  if (credentials !== undefined) {
    const isRevoked = await endToken(credentials, session, surroundings);
    surroundings.files.remove(session.credentialsFile);
    session.say(
      isRevoked
        ? `Logged out of ${credentials.server}; the token is void.`
        : `Logged out. Take the token back at ${credentials.server}, under "authorized apps".`,
    );
  }
  if (forget === true) await forgetAll(session, surroundings);
}

/** A server that is away keeps nobody logged in: the token is forgotten here either way. */
async function endToken(
  credentials: Parameters<typeof revoke>[0],
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

async function forgetAll(session: Session, surroundings: Surroundings): Promise<void> {
  const { stdin, stderr, stopped, files } = surroundings;
  const { databaseFile } = session;
  if (!files.exists(databaseFile)) {
    session.say(`There is no database at ${databaseFile}.`);
    return;
  }
  const { takeIngestLock } = await import('../store/lock.ts');
  const lock = takeIngestLock(databaseFile); // throws while somebody writes into it
  try {
    stderr.write(`This deletes ${databaseFile} with everything you saw and did. Type "forget": `);
    const input = lines(stdin());
    if ((await firstLine(input, stopped)) !== 'forget') throw kept(databaseFile);
    stderr.write('It cannot be undone. Type "forget" again: ');
    if ((await firstLine(input, stopped)) !== 'forget') throw kept(databaseFile);
  } finally {
    lock.release();
  }
  for (const ending of ['', '-wal', '-shm', '.lock']) files.remove(`${databaseFile}${ending}`);
  session.say(`${databaseFile} is deleted.`);
}

function kept(file: string): DriftlineError {
  return new DriftlineError('usage', `${file} is kept: "forget" was not typed`);
}

/** Line by line, so that two answers may come in one piece. */
function lines(input: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const split = splitLines(input);
  // A loop over it that ends early must leave the rest for the next question.
  return { [Symbol.asyncIterator]: () => ({ next: () => split.next() }) };
}

async function* splitLines(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, undefined> {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of input) {
    rest += decoder.decode(piece, { stream: true });
    const whole = rest.split('\n');
    rest = whole.pop() ?? '';
    for (const line of whole) yield encoder.encode(`${line}\n`);
  }
  yield encoder.encode(`${rest}\n`);
  return undefined;
}
