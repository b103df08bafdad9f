import type { Command } from 'commander';
import { MINUTE_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import {
  beginLogin,
  type Credentials,
  credentialsOf,
  type LoginUnderWay,
  OUT_OF_BAND,
  revoke,
} from '../mastodon/login.ts';
import { openLoopback } from '../mastodon/loopback.ts';
import { keepCredentials, readCredentials } from './credentials.ts';
import { userAgentOf } from './ingest_wiring.ts';
import { openSession, type Session } from './session.ts';
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
  mustAgree(options);
  const former = formerLogin(session, surroundings);
  const { stopped } = surroundings;
  const coming = obtain(server, options, surroundings);
  const credentials = await Promise.race([coming, rejectWhen(stopped)]);
  await keep(credentials, session, surroundings);
  const isEnded = await endFormer(former, credentials, session, surroundings);
  const { acct, scopes, server: origin } = credentials;
  if (session.asJson) {
    session.answer({ server: origin, acct, scopes });
    return;
  }
  session.say(`Logged in as @${acct}. Driftline ${mayWords(credentials)}.`);
  if (isEnded) session.say('The token of the login before is void.');
  session.say('Next: driftline run');
}

function mustAgree({ tokenStdin, act, browser }: LoginOptions): void {
  if (tokenStdin !== true || (act !== true && browser)) return;
  const other = act === true ? '--act' : '--no-browser';
  throw new DriftlineError(
    'usage',
    `--token-stdin takes a token as it is: leave ${other} away, or let the server give a token`,
  );
}

/** A token that cannot be kept here is to live nowhere. */
async function keep(credentials: Credentials, session: Session, surroundings: Surroundings) {
  try {
    keepCredentials(session, surroundings, credentials);
  } catch (error) {
    await endQuietly(credentials, session, surroundings);
    throw error;
  }
}

/** What this login takes the place of, as far as it can be read. */
function formerLogin(session: Session, surroundings: Surroundings): Credentials | undefined {
  try {
    return readCredentials(session, surroundings);
  } catch (error) {
    if (error instanceof DriftlineError) return undefined;
    throw error;
  }
}

/** Nobody could end a token any more that is forgotten here but valid at the server. */
async function endFormer(
  former: Credentials | undefined,
  { token }: Credentials,
  session: Session,
  surroundings: Surroundings,
): Promise<boolean> {
  if (former === undefined || former.token === token) return false;
  return endQuietly(former, session, surroundings);
}

async function endQuietly(
  credentials: Credentials,
  session: Session,
  surroundings: Surroundings,
): Promise<boolean> {
  try {
    return await revoke(credentials, userAgentOf(surroundings));
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    session.log.warn('login.not_revoked', { server: credentials.server, why: error.message });
    return false;
  }
}

/** What the server granted may be less than what was asked for. */
function mayWords({ client_id, scopes }: Credentials): string {
  if (client_id === '') return 'may do what that token may';
  const granted = new Set(scopes.split(/\s+/));
  const mayWrite = (scope: string) => granted.has('write') || granted.has(`write:${scope}`);
  const acts = [
    ...(mayWrite('favourites') ? ['favourite'] : []),
    ...(mayWrite('statuses') ? ['boost'] : []),
    ...(mayWrite('bookmarks') ? ['bookmark'] : []),
  ];
  if (acts.length === 0) return 'may only read';
  return `may read, ${[acts.slice(0, -1).join(', '), acts.at(-1)].filter(Boolean).join(' and ')}`;
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
  const { stdin, stderr, stopped } = surroundings;
  if (stderr.isTerminal) stderr.write('Access token: ');
  const token = await firstLine(stdin(), stopped);
  if (token === '') {
    throw new DriftlineError('usage', '--token-stdin: write the access token to standard input');
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new DriftlineError('usage', '--token-stdin: that is no access token, which is one word');
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
  const { stderr, openBrowser } = surroundings;
  const loopback = await openLoopback();
  try {
    const underWay = await begin(server, loopback.redirectUri, options, surroundings);
    const coming = loopback.code(underWay.state);
    const isOpen = await openBrowser(underWay.address);
    const invitation = isOpen ? 'Your browser opens. If it does not, open' : 'Open';
    stderr.write(
      `${invitation} this address on this machine:\n\n  ${underWay.address}\n\n` +
        'Waiting for your answer there. No browser on this machine? Ctrl-C, then --no-browser.\n',
    );
    return await underWay.finish(await withinPatience(coming, surroundings));
  } finally {
    loopback.close();
  }
}

/** As long as a code lives on Mastodon: what comes later is of no use. */
const PATIENCE_MS = 10 * MINUTE_MS;

async function withinPatience(
  coming: Promise<string>,
  { time, stopped }: Surroundings,
): Promise<string> {
  let cancel = () => {};
  const tooLate = new Promise<never>((_, reject) => {
    cancel = time.after(PATIENCE_MS, () => reject(new DriftlineError('unauthorized', TOO_LATE)));
  });
  try {
    return await Promise.race([coming, tooLate, rejectWhen(stopped)]);
  } finally {
    cancel();
  }
}

const TOO_LATE = 'nobody allowed Driftline within ten minutes: log in again when you are there';

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
