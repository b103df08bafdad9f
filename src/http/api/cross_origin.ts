import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { HOUR_MS, SECOND_MS } from '../../core/clock.ts';

/**
 * Any web client may ask: the token is the guard, and no cookie is ever looked at. A session of a
 * client brings some twenty preflights, hence the hour.
 */
export const crossOrigin: MiddlewareHandler = cors({
  origin: '*',
  allowMethods: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'],
  // Left empty, it echoes what was asked for.
  allowHeaders: [],
  exposeHeaders: [
    'Link',
    'X-RateLimit-Limit',
    'X-RateLimit-Remaining',
    'X-RateLimit-Reset',
    'X-Request-Id',
    'Mastodon-Async-Refresh',
  ],
  maxAge: HOUR_MS / SECOND_MS,
});
