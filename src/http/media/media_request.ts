import { isUrl } from '../../core/url_check.ts';
import { isPublic } from './media_address.ts';

/**
 * Asks the network; follows no redirect by itself. `trust` says what the address may lead to: the
 * login's own origin, wherever that is, or public addresses alone. Injected: the browser itself
 * asks nobody but us.
 */
export type FetchMedia = (request: Request, trust: Trust) => Promise<Response>;

export type Trust = 'home' | 'public';

const REDIRECTS_MAX = 3;
/** Until an answer begins; a film may take as long as somebody looks at it. */
export const ANSWER_MS = 20_000;

interface Asking {
  readonly fetchMedia: FetchMedia;
  readonly loginOrigins: () => ReadonlySet<string>;
  /** Of a film. */
  readonly range?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The answer of an address that may be asked, or of where it leads on to; undefined where it leads
 * to what may not be asked. The login's origin may stand on a private address, so nobody else may
 * redirect there: only itself.
 */
export async function askMedia(first: URL, asking: Asking): Promise<Response | undefined> {
  const { fetchMedia, loginOrigins, range, signal } = asking;
  let url = first;
  let trust: Trust = loginOrigins().has(first.origin) ? 'home' : 'public';
  for (let step = 0; step <= REDIRECTS_MAX; step += 1) {
    const request = new Request(url, {
      headers: range === undefined ? {} : { range },
      redirect: 'manual',
      signal: withTimeout(signal, ANSWER_MS),
    });
    const response = await fetchMedia(request, trust);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    if (!isUrl(location, url.href)) return undefined;
    const next = new URL(location, url);
    if (trust === 'public' || next.origin !== first.origin) {
      if (!isPublic(next)) return undefined;
      trust = 'public';
    }
    url = next;
  }
  return undefined;
}

/** Aborted with `signal`, or after so long. */
export function withTimeout(signal: AbortSignal | undefined, waitMs: number): AbortSignal {
  const timeout = AbortSignal.timeout(waitMs);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}
