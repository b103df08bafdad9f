import type { MiddlewareHandler } from 'hono';
import { HOUR_MS, SECOND_MS } from '../../core/clock.ts';

const HEADERS: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Link,X-RateLimit-Limit,X-RateLimit-Remaining,X-RateLimit-Reset,X-Request-Id,' +
    'Mastodon-Async-Refresh',
  // Whatever the home server sends, on our origin it is data and no page.
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  // Tokens and posts for followers: kept by nobody on the way (RFC 6749, section 5.1).
  'Cache-Control': 'private, no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // Said before it is asked: hono's compress would say it after, and copy the body for that.
  Vary: 'Accept-Encoding',
};
const METHODS = 'GET,POST,PUT,DELETE,PATCH,OPTIONS';
/** A session of a client brings some twenty preflights. */
const MAX_AGE_S = HOUR_MS / SECOND_MS;

/**
 * Any web client may ask: the token is the guard, and no cookie is ever looked at. By hand: hono's
 * own begins an answer to put headers on it, and the body of the true one is then copied through a
 * stream, which costs more than the rest of a page.
 */
export const crossOrigin: MiddlewareHandler = async (c, next) => {
  for (const name in HEADERS) c.header(name, HEADERS[name]);
  if (c.req.method !== 'OPTIONS') return next();
  c.header('Access-Control-Allow-Methods', METHODS);
  c.header('Access-Control-Max-Age', String(MAX_AGE_S));
  const asked = c.req.header('access-control-request-headers');
  if (asked !== undefined) c.header('Access-Control-Allow-Headers', asked);
  c.header('Vary', 'Access-Control-Request-Headers');
  return c.body(null, 204);
};
