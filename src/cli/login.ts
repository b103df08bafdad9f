import type { Command } from 'commander';
import { DriftlineError } from '../core/errors.ts';
import {
  ACTING_SCOPES,
  beginLogin,
  type Credentials,
  credentialsOf,
  type LoginUnderWay,
  OUT_OF_BAND,
} from '../mastodon/login.ts';
import { openLoopback } from '../mastodon/loopback.ts';
import { keepCredentials } from './credentials.ts';
import { userAgentOf } from './ingest_wiring.ts';
import { openSession } from './session.ts';
import { firstLine, rejectWhen } from './standard_input.ts';
import type { Surroundings } from './surroundings.ts';

interface LoginOptions {
  readonly act?: boolean;
  readonly browser: boolean;
  readonly tokenStdin?: boolean;
}

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('<server>', 'your server, like example.social')
    .option('--act', 'also ask to favourite, boost and bookmark for you (default: only read)')
    .option('--no-browser', 'print the address to open, and read the code you paste')
    .option('--token-stdin', 'read a ready access token from standard input')
    .action((server: string, options: LoginOptions) =>
      login(command, surroundings, server, options),
    );
}

async function login(
  command: Command,
  surroundings: Surroundings,
  server: string,
  options: LoginOptions,
): Promise<void> {
  const session = openSession(command, surroundings);
  const credentials = await obtain(server, options, surroundings);
  keepCredentials(session, surroundings, credentials);
  const { acct, scopes, server: origin } = credentials;
  if (session.asJson) {
    session.answer({ server: origin, acct, scopes });
    return;
  }
  const may = options.tokenStdin
    ? 'may do what that token may'
    : scopes === ACTING_SCOPES
      ? 'may read, favourite, boost and bookmark'
      : 'may only read';
  session.say(`Logged in as @${acct}. Driftline ${may}.`, 'Next: driftline run');
}

function obtain(
  server: string,
  options: LoginOptions,
  surroundings: Surroundings,
): Promise<Credentials> {
  if (options.tokenStdin === true) return withReadyToken(server, surroundings);
  if (!options.browser) return withPastedCode(server, options, surroundings);
  return withBrowser(server, options, surroundings);
}

async function withReadyToken(server: string, surroundings: Surroundings): Promise<Credentials> {
  const token = await firstLine(surroundings.stdin(), surroundings.stopped);
  if (token === '') {
    throw new DriftlineError('usage', '--token-stdin: write the access token to standard input');
  }
  return credentialsOf(server, token, userAgentOf(surroundings));
}

async function withPastedCode(
  server: string,
  options: LoginOptions,
  surroundings: Surroundings,
): Promise<Credentials> {
  const { stderr, stdin, stopped } = surroundings;
  const underWay = await begin(server, OUT_OF_BAND, options, surroundings);
  stderr.write(
    `Open this address, allow Driftline, and paste the code here:\n\n  ${underWay.address}\n\nCode: `,
  );
  const code = await firstLine(stdin(), stopped);
  if (code === '') throw new DriftlineError('usage', 'no code was given: log in again');
  return underWay.finish(code);
}

async function withBrowser(
  server: string,
  options: LoginOptions,
  surroundings: Surroundings,
): Promise<Credentials> {
  const { stderr, openBrowser, stopped } = surroundings;
  const loopback = await openLoopback();
  try {
    const underWay = await begin(server, loopback.redirectUri, options, surroundings);
    const coming = loopback.code(underWay.state);
    const isOpen = await openBrowser(underWay.address);
    const invitation = isOpen ? 'Your browser opens. If it does not, open' : 'Open';
    stderr.write(`${invitation} this address on this machine:\n\n  ${underWay.address}\n\n`);
    return await underWay.finish(await Promise.race([coming, rejectWhen(stopped)]));
  } finally {
    loopback.close();
  }
}

function begin(
  server: string,
  redirectUri: string,
  { act }: LoginOptions,
  surroundings: Surroundings,
): Promise<LoginUnderWay> {
  const { randomText } = surroundings;
  const userAgent = userAgentOf(surroundings);
  return beginLogin({ server, mayAct: act === true, redirectUri, userAgent, randomText });
}
