import type { Command } from 'commander';
import { DriftlineError } from '../core/errors.ts';
import type { Credentials } from '../mastodon/login.ts';
import type { Database } from '../store/database.ts';
import type { Login } from '../store/logins.ts';
import {
  databaseOf,
  keepCredentials,
  readableCredentials,
  withCredentialsHeld,
} from './credentials.ts';
import { type LoginOptions, obtainCredentials } from './login_ways.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { endToken } from './token_end.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('<server>', 'your server, like example.social')
    .option('--act', 'also ask to favourite, boost and bookmark for you (default: only read)')
    .option('--no-browser', 'print the address to open, and read the code you paste')
    .option('--token-stdin', 'read a ready access token from standard input')
    .addHelpText('after', ABOUT)
    .action((server: string, options: LoginOptions) =>
      login(command, surroundings, server, options),
    );
}

const ABOUT = `
Driftline asks for no more than it needs: to read your home, follows, lists, filters,
mutes, blocks, favourites, bookmarks and notifications. --act adds write:favourites,
write:bookmarks and write:statuses: boosting needs write:statuses, with which one could
also post; Driftline does not. Logging in again keeps everything that was collected.`;

const ACTING =
  'Asking to favourite, bookmark and boost. Boosting needs the scope write:statuses, with which ' +
  'one could also post; Driftline does not.\n';

async function login(
  command: Command,
  surroundings: Surroundings,
  server: string,
  options: LoginOptions,
): Promise<void> {
  const session = openSession(command, surroundings);
  mustAgree(options);
  if (options.act === true) surroundings.stderr.write(ACTING);
  const credentials = await obtainCredentials({ server, options, session, surroundings });
  await mustBeTheSame(credentials, session, surroundings);
  const former = await keep(credentials, session, surroundings);
  const isEnded = await endFormer(former, credentials, session, surroundings);
  const { acct, scopes, server: origin } = credentials;
  if (session.asJson) {
    session.answer({ server: origin, acct, scopes });
    return;
  }
  session.say(`Logged in as @${acct}. Driftline ${mayWords(credentials)}.`);
  if (isEnded) session.say('The token of the login before is void.');
  const { isIngestedInto } = await import('../store/lock.ts');
  const isRunning = isIngestedInto(session.databaseFile);
  session.say(
    isRunning ? 'The Driftline that is running takes it up by itself.' : 'Next: driftline run',
  );
  const { leftTrialWords } = await import('./try.ts');
  const left = await leftTrialWords(command, surroundings);
  if (left !== undefined) surroundings.stderr.write(`Besides, ${left.what}. ${left.remedy}\n`);
}

/**
 * Two people's acts, follows and looks in one file would be undone and ended by one another; and
 * settings have one login: that of another, whose file is elsewhere, would end, and their Driftline
 * read this home into that file.
 */
async function mustBeTheSame(
  credentials: Credentials,
  session: Session,
  surroundings: Surroundings,
): Promise<void> {
  const { server, account_id: ownerId, acct } = credentials;
  const refuse = async (what: string) => {
    await endToken(credentials, session, surroundings);
    return new DriftlineError('usage', `${what}, and you logged in as @${acct}: ${APART}`);
  };
  const logins = await loginsKept(credentials, session, surroundings);
  const known = logins.find((login) => login.server === server);
  if (known !== undefined && isAnothers(known, credentials))
    throw await refuse(`${session.databaseFile} is @${known.acct}’s`);
  const former = readableCredentials(session, surroundings);
  if (former === undefined) return;
  const isSame = former.server === server && (former.account_id === ownerId || ownerId === '');
  const isTheirFile =
    logins.some((login) => login.server === former.server) ||
    (former.database === undefined
      ? session.isDatabaseUsual
      : former.database === databaseOf(session, surroundings));
  if (isSame || isTheirFile) return;
  throw await refuse(`${session.credentialsFile} is @${former.acct}’s, with another database`);
}

/** Whoever set their server up anew has another id there, and the same name. */
function isAnothers(known: Login, { account_id: ownerId, acct }: Credentials): boolean {
  if (ownerId === '' || known.ownerId === '' || known.ownerId === ownerId) return false;
  return nameIn(known.acct) !== nameIn(acct);
}

function nameIn(acct: string): string | undefined {
  return acct.toLowerCase().split('@')[0];
}

const APART =
  'a second account has settings and a file of its own, --config FOLDER/config.toml --db FILE; ' +
  'or "driftline logout" first. Nothing was changed';

async function loginsKept(
  credentials: Credentials,
  session: Session,
  surroundings: Surroundings,
): Promise<readonly Login[]> {
  if (!surroundings.files.exists(session.databaseFile)) return [];
  const { openLogins } = await import('../store/logins.ts');
  let database: Database;
  try {
    database = await session.openDatabase('as it stands');
  } catch (error) {
    await endToken(credentials, session, surroundings);
    throw error;
  }
  try {
    return openLogins(database).all();
  } finally {
    database.close();
  }
}

function mustAgree({ tokenStdin, act, browser }: LoginOptions): void {
  if (tokenStdin !== true || (act !== true && browser)) return;
  const other = act === true ? '--act' : '--no-browser';
  throw new DriftlineError(
    'usage',
    `--token-stdin takes a token as it is: leave ${other} away, or let the server give a token`,
  );
}

/**
 * A token that cannot be kept here is to live nowhere. Gives the login that this one takes the
 * place of, as it stood then: another Driftline may have renewed it while the owner was asked.
 */
async function keep(
  credentials: Credentials,
  session: Session,
  surroundings: Surroundings,
): Promise<Credentials | undefined> {
  try {
    const atMs = surroundings.time.now();
    return await withCredentialsHeld(session, surroundings, () => {
      const former = readableCredentials(session, surroundings);
      const isSame = former?.token === credentials.token && former.server === credentials.server;
      // With what it was given for, the same token can be refreshed and revoked: that stays.
      const kept = isSame ? { ...credentials, ...former } : credentials;
      const database = databaseOf(session, surroundings);
      keepCredentials(session, surroundings, { ...kept, database, logged_in_at_ms: atMs });
      return former;
    });
  } catch (error) {
    await endToken(credentials, session, surroundings);
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
  return endToken(former, session, surroundings);
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
