import { DriftlineError } from '../core/errors.ts';
import { isStray, reasonIn } from './refusal.ts';

/** Without these there is nothing to do: a refusal of theirs is the end of the login. */
const NEEDED: Readonly<Record<string, string>> = {
  '/api/v1/accounts/verify_credentials': 'read:accounts',
  '/api/v1/timelines/home': 'read:statuses',
};

/** Mastodon, Akkoma and Pleroma, GoToSocial: each says it in its own way. */
const NARROW = /outside the authorized scopes|insufficient (permissions|scope)/i;
const NO_PERSON = /requires an authenticated user/i;

/**
 * A refusal without an `error` in it: Kong's "no Route matched" while a server restarts, a
 * firewall's "Forbidden", Cloudflare's problem (RFC 9457) for whoever accepts JSON. Pixelfed says
 * some of its own so.
 */
export function isUnexplained({ status, text }: Refused): boolean {
  return (status === 403 || status === 404) && !/"error"\s*:|scope/.test(text);
}

/** What every server has, it refuses in its own words: others are a gateway's, and pass. */
export function isGateways({ pathname }: URL, answer: Refused): boolean {
  return NEEDED[pathname] !== undefined && isUnexplained(answer);
}

/**
 * Whether the server takes the login no more, in words that name the reason and the remedy;
 * undefined: the answer is about something else. `hasExpired`: the token's time was over, which a
 * server that gives no reason does not say.
 */
export function refusedLogin(
  url: URL,
  { status, text, hasExpired = false }: Refused,
): DriftlineError | undefined {
  const said = reasonIn(text);
  const { host, pathname, protocol, origin } = url;
  const scope = NEEDED[pathname];
  const again = `type driftline login ${protocol === 'https:' ? host : origin}`;
  const reason = (words: string) => reasonOf401(host, words, hasExpired);
  if (status === 401 && isStray(status, text)) return undefined; // no server's word either
  if (status === 401) return refused(`${reason(said)}: ${again}`);
  if (scope === undefined) return undefined;
  if (status === 422 && NO_PERSON.test(said))
    return refused(`the token is an app’s and nobody’s at ${host}: ${again}`);
  if (status !== 403) return undefined;
  if (NARROW.test(said))
    return refused(`the login at ${host} may not do what is needed (${scope}): ${again}`);
  // How Akkoma and Pleroma say 401.
  if (/invalid credentials/i.test(said)) return refused(`${reason('')}: ${again}`);
  if (isGateways(url, { status, text })) return undefined;
  return new LockedOut(`${host} lets you in no more (${said}): see there, then ${again}`);
}

/** The token may be good again by itself: an account that is locked is let in again. */
export class LockedOut extends DriftlineError {
  constructor(message: string) {
    super('unauthorized', message);
  }
}

interface Refused {
  readonly status: number;
  readonly text: string;
  readonly hasExpired?: boolean;
}

function reasonOf401(host: string, said: string, hasExpired: boolean): string {
  if (/revoked/i.test(said)) return `the login was revoked at ${host}`;
  if (hasExpired || /expired/i.test(said)) return `the login at ${host} has expired`;
  return `${host} refused the login, it does not know the token`;
}

function refused(message: string): DriftlineError {
  return new DriftlineError('unauthorized', message);
}
