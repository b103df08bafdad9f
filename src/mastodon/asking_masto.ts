import { SECOND_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { dateWords } from './unsent.ts';

const TIMEOUT_MS = 20 * SECOND_MS;

/** How masto is to ask a server about logins. */
export function configOf(server: string, userAgent: string) {
  return {
    url: server,
    timeout: TIMEOUT_MS,
    requestInit: {
      headers: { 'User-Agent': userAgent },
      redirect: 'error' as const, // codes and tokens go to nobody but the server that was named
    },
    log: 'error' as const, // it would print what it does
  };
}

/** A server's no, in its own words: `invalid_client`, "The access token was revoked". */
interface Refusal {
  readonly status: number;
  readonly words: string;
}

/** undefined: it is no refusal, but something that may pass. */
export function refusalIn(error: unknown): Refusal | undefined {
  const { statusCode, message } = error as { statusCode?: unknown; message?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return undefined;
  const words = saidIn(message) ?? `it answers ${statusCode}, and not why`;
  return { status: statusCode, words: plainWords(words) };
}

/** Of an `error` that is an object, as Misskey and its kin say it, its `message`. */
function saidIn(message: unknown): string | undefined {
  const said = (message as { message?: unknown } | null | undefined)?.message ?? message;
  return typeof said === 'string' ? said : undefined;
}

const TOO_MANY = 429;

/**
 * masto throws many things: an HTML page is a bare TypeError, a refusal a MastoHttpError with its
 * status, against which `remedy` is what helps. Throws DriftlineError('unauthorized' or 'upstream').
 * None of them goes on as a cause: masto puts the whole answer into some, and a token may be in it.
 */
export async function guarded<T>(
  server: string,
  what: string,
  ask: () => Promise<T>,
  remedy?: string,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal === undefined) throw upstream(server, what, error);
    if (refusal.status === TOO_MANY)
      throw new DriftlineError(
        'upstream',
        `${server} ${what}: it was asked too often; try again in ten minutes`,
      );
    const more = remedy === undefined ? '' : `; ${remedy}`;
    throw new DriftlineError('unauthorized', `${server} ${what}: ${refusal.words}${more}`);
  }
}

/** Of a page masto does not even tell the status: a server that is mended, a hotel's login. */
const NO_WORD =
  'is it a Mastodon server? If so, it is down, or this network asks for a login of its own: ' +
  'open it in a browser';

export function upstream(server: string, what: string, cause?: unknown): DriftlineError {
  return new DriftlineError('upstream', `${server} ${what}: ${whyOf(cause)}`);
}

/** Node says one level down why a connection failed; masto why it gave up. */
function whyOf(error: unknown): string {
  const { name, message, cause } = (error ?? {}) as Failed;
  if (/timeout/i.test(String(name))) return `no answer within ${TIMEOUT_MS / SECOND_MS} s`;
  if (message !== 'fetch failed') return NO_WORD;
  if (/redirect/.test(String(cause?.message)))
    return 'it sends us elsewhere; name the server that shows your home';
  const given = cause?.code ?? cause?.message ?? 'no reason given';
  const why = `${plainWords(given)}${dateWords(given)}`;
  return `it cannot be reached (${why}); check its name and your network`;
}

interface Failed {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly cause?: { readonly code?: unknown; readonly message?: unknown };
}

const WORDS_MAX = 200;

/** What somebody else said, as it may stand in a line on a terminal. */
export function plainWords(said: unknown): string {
  return String(said)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, WORDS_MAX);
}
