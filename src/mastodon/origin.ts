import { DriftlineError } from '../core/errors.ts';
import { isUrl } from '../core/url_check.ts';

/**
 * `example.social`, `@ada@example.social` or a URL, as an origin. Throws DriftlineError('usage').
 */
export function originOf(server: string): string {
  const host = server.trim().replace(/^@?[^@/]*@/, '');
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(host) ? host : `https://${host}`;
  const isGood = isUrl(address) && new URL(address).hostname !== '';
  if (host === '' || !isGood || !/^https?:/i.test(address)) {
    throw new DriftlineError(
      'usage',
      `"${server}" is no server: give its name, as in "driftline login example.social"`,
    );
  }
  const url = new URL(address);
  // "example.social." is the same host, and would be another server here.
  url.hostname = url.hostname.replace(/\.$/, '');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new DriftlineError('usage', `${url.host} must be reached by https: the token goes there`);
  }
  return url.origin;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** One word of what a header may carry: the error of a request would quote anything else. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
