import { formatRFC7231 } from 'date-fns';
import type { Context, MiddlewareHandler } from 'hono';
import { SECOND_MS, type Time } from '../core/clock.ts';
import type { Archive } from './server_archive.ts';
import type { FanOut } from './server_fan_out.ts';
import type { DemoFaults } from './server_faults.ts';
import type { Home } from './server_home.ts';
import type { Renderer } from './server_json.ts';
import { openLimits, type RateLimits } from './server_limits.ts';
import type { Stream } from './server_stream.ts';
import { allows, type Token, type Tokens } from './server_tokens.ts';
import type { Witness } from './server_witness.ts';

/** What the endpoints stand on. */
export interface Parts {
  readonly time: Time;
  readonly origin: string;
  readonly faults: DemoFaults;
  readonly archive: Archive;
  readonly home: Home;
  readonly render: Renderer;
  readonly tokens: Tokens;
  readonly fanOut: FanOut;
  readonly stream: Stream;
  readonly witness: Witness;
}

/** Set by `guardToken`, for the endpoints behind it. */
export interface DemoEnv {
  Variables: { token: Token };
}

const CURSORS = ['max_id', 'min_id', 'since_id', 'page'];

/** The hour is the world's, not the machine's: clients reckon the reset of a limit against it. */
export function tellTheTime(time: Time): MiddlewareHandler {
  return async (c, next) => {
    c.header('Date', formatRFC7231(time.now()));
    return next();
  };
}

/** What goes wrong before a real server's own code is reached. */
export function goWrong({ faults, time }: Pick<Parts, 'faults' | 'time'>): MiddlewareHandler {
  return async (c, next) => {
    const pauseMs = (faults.pausedUntilMs ?? 0) - time.now();
    if (pauseMs > 0) {
      const seconds = String(Math.ceil(pauseMs / SECOND_MS));
      return c.text('Down for maintenance\n', 503, { 'Retry-After': seconds });
    }
    if (faults.status502 === true) {
      return c.html('<html><head><title>502 Bad Gateway</title></head></html>', 502);
    }
    if (faults.strayPages === true) {
      if (c.req.path.includes('/accounts/'))
        return c.html('<html><head><title>Attention required</title></head></html>', 403);
      return c.text('404 page not found\n', 404);
    }
    if (faults.portal === true) {
      return c.html('<html><head><title>Welcome to our network</title></head></html>');
    }
    if (faults.refuse401 === true) return unauthorized(c, 'The access token was revoked');
    return next();
  };
}

/** Counts every request of the API, refuses those past the limit, and says so in the headers. */
export function countRequests(
  { time, faults }: Parts,
  limits: RateLimits,
  witness: Witness | undefined,
): MiddlewareHandler {
  const judge = openLimits(time.now, limits);
  return async (c, next) => {
    const hasCursor = CURSORS.some((name) => c.req.query(name) !== undefined);
    const { isRefused, headers } = judge({
      token: bearerOf(c),
      method: c.req.method,
      path: c.req.path,
      hasCursor,
    });
    const isSpent = faults.throttled === true || (faults.pagingSpent === true && hasCursor);
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    if (isRefused) witness?.overLimit?.(c.req.path, time.now());
    if (isSpent) c.header('X-RateLimit-Remaining', '0');
    if (isRefused || isSpent) return c.json({ error: 'Too many requests' }, 429);
    return next();
  };
}

/** Lets through whoever holds the owner's token with that scope; where none is named, with any. */
export function guardToken(tokens: Tokens, scope?: string): MiddlewareHandler<DemoEnv> {
  return async (c, next) => {
    const token = tokens.find(bearerOf(c));
    if (token === undefined) return unauthorized(c, 'The access token is invalid');
    if (token.isRevoked) return unauthorized(c, 'The access token was revoked');
    if (tokens.isOver(token)) return unauthorized(c, 'The access token expired');
    if (!token.isOfUser) {
      return c.json({ error: 'This method requires an authenticated user' }, 422);
    }
    if (scope !== undefined && !allows(token.scopes, scope)) {
      return c.json({ error: 'This action is outside the authorized scopes' }, 403);
    }
    c.set('token', token);
    return next();
  };
}

function bearerOf(c: Context): string | undefined {
  return /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
}

function unauthorized(c: Context, error: string): Response {
  const told = `error="invalid_token", error_description="${error}"`;
  return c.json({ error }, 401, { 'WWW-Authenticate': `Bearer realm="Doorkeeper", ${told}` });
}

export function notFound(c: Context): Response {
  return c.json({ error: 'Record not found' }, 404);
}

export const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };

/** Sends JSON that is text already. */
export function jsonText(c: Context, text: string): Response {
  return c.body(text, 200, JSON_TYPE);
}
