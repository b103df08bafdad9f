import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../core/clock.ts';
import { SERVE_DEFAULTS } from '../core/config_serving.ts';
import type { Device, Devices } from '../store/devices.ts';
import { type Caller, callerOf, type Reach } from './caller.ts';
import { openLimiter } from './limiter.ts';
import { keepSecret, secretIn } from './session_cookie.ts';

/** How this server is reached, and who must be paired for it. */
export interface Access extends Reach {
  readonly pair: 'elsewhere' | 'always';
  /** By which of its addresses other machines come here; left out, or undefined: by none. */
  readonly address?: () => string | undefined;
  /**
   * Of its command, the options that name other files than the usual ones; left out: none. Which
   * files is told to nobody here, since whoever is not paired reads it.
   */
  readonly fileOptions?: readonly string[];
}

/** Reached by this machine alone, as it is where nobody wanted it wider. */
export const ALONE: Access = { names: [], pair: 'elsewhere' };

interface Deps {
  readonly devices: Devices;
  readonly access: Access;
  readonly now: () => EpochMs;
}

/** What somebody needs who is not paired yet. */
const BEFORE_PAIRING = /^\/(?:pair$|assets\/)/;
const SUBSCRIPTIONS = /^\/subscriptions\//;
/** Where something is guessed, or made for whoever asks. */
const TRIED = /^\/(?:pair|oauth\/token|oauth\/authorize|api\/v1\/apps)\/?$/;

/**
 * Asked by HTTP 1.0 too, as BitlBee does and a proxy that hides its name: a code is the guard here,
 * which is given by a page that such a proxy does not reach, and no address of ours is answered.
 */
const FOR_TOKENS = /^\/oauth\/(?:token|revoke)\/?$/;

const TRIES_MAX = 30;
const BAD_SECRETS_MAX = 60;
/** A cookie that is used is set anew so often. */
const RENEWED_EVERY_MS = 24 * 60 * MINUTE_MS;

export interface Gate {
  /**
   * Lets in only what a person's own browser asks of this server: `Host` is a name of ours (no DNS
   * rebinding), a request that changes something comes from our own page (no cross-site request),
   * no other site embeds what is here, and whoever is not this machine itself is a paired device.
   */
  readonly pages: MiddlewareHandler;
  /**
   * Lets in what clients ask, by a name of ours: any origin may ask, since nothing is let in by
   * where it comes from; each request has a token of its own, and no cookie is read. Says by which
   * name. Wrong tokens are counted; a right one is let in all the same.
   */
  readonly clients: MiddlewareHandler<{ Variables: { origin: string } }>;
}

export function openGate({ devices, access, now }: Deps): Gate {
  const tries = openLimiter({ most: TRIES_MAX, perMs: MINUTE_MS, now });
  const badSecrets = openLimiter({ most: BAD_SECRETS_MAX, perMs: MINUTE_MS, now });

  /** The device that asks; a wrong secret is counted, a right one set anew now and then. */
  function deviceOf(c: Context, { isSecure, address }: Caller): Device | number | undefined {
    const key = isSubscription(c) ? c.req.query('key') : undefined;
    const secret = key ?? secretIn(c, isSecure);
    if (secret === undefined) return undefined;
    const device = devices.recognise(secret, now());
    if (device === undefined) return badSecrets.take(address) || undefined;
    const isDue = now() - (device.used_at_ms ?? 0) > RENEWED_EVERY_MS;
    if (device.opens === 'page' && isDue) keepSecret(c, secret, isSecure);
    return device;
  }

  /** 0: go on; else for how long, in ms, the caller has to wait. */
  function tryingOf(c: Context, { isLocal, address }: Caller): number {
    const isTry = c.req.method !== 'GET' || c.req.path === '/pair';
    return TRIED.test(c.req.path) && isTry && !isLocal ? tries.take(address) : 0;
  }

  const clients: Gate['clients'] = async (c, next) => {
    const caller = callerOf(c, access);
    const isNamed = caller.origin !== undefined;
    if (!isNamed && !(caller.isHidden && FOR_TOKENS.test(c.req.path)))
      return c.json({ error: nameless(caller) }, 403);
    const waitMs = tryingOf(c, caller);
    if (waitMs > 0) return c.json({ error: TOO_MANY }, 429, retryAfter(waitMs));
    c.set('origin', caller.origin ?? '');
    await next();
    if (c.res.status !== 401 || caller.isLocal) return;
    const guessedMs = badSecrets.take(caller.address);
    if (guessedMs > 0) c.res = c.json({ error: TOO_MANY }, 429, retryAfter(guessedMs));
  };

  const pages: MiddlewareHandler = async (c, next) => {
    const caller = callerOf(c, access);
    const refusal = refusedAnyhow(c, caller);
    if (refusal !== undefined) return c.text(refusal, 403);
    const waitMs = tryingOf(c, caller);
    if (waitMs > 0) return c.text(TOO_MANY, 429, retryAfter(waitMs));
    if ((caller.isLocal && access.pair !== 'always') || BEFORE_PAIRING.test(c.req.path))
      return next();
    const device = deviceOf(c, caller);
    if (typeof device === 'number') return c.text(TOO_MANY, 429, retryAfter(device));
    if (device?.opens === 'page' || (device !== undefined && isSubscription(c))) return next();
    return notPaired(c, caller, access);
  };
  return { pages, clients };
}

/** Why nobody is answered who asks by that name. */
function nameless({ isHidden }: Caller): string {
  return isHidden
    ? 'A proxy stands before this page and hides its name: have it pass Host on.'
    : 'This page answers only to its own names: see [serve] names.';
}

/** Why a request to a page is none of ours, whoever asks. */
function refusedAnyhow(c: Context, caller: Caller): string | undefined {
  const { origin } = caller;
  if (origin === undefined) return nameless(caller);
  if (!isReading(c))
    return isFromOurPage(c, origin) ? undefined : 'This request came from another site.';
  return isEmbeddedElsewhere(c) ? 'Another site asked for this.' : undefined;
}

function isReading(c: Context): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD';
}

/**
 * A browser names the origin of every request that is no GET; what names none is no page of ours.
 */
function isFromOurPage(c: Context, origin: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  const named = c.req.header('origin') ?? '';
  if (named === origin) return true;
  // A proxy that ends https and does not say so; the browser itself says that it is one page.
  return site === 'same-origin' && named === origin.replace(/^http:/, 'https:');
}

function isEmbeddedElsewhere(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site === undefined || site === 'same-origin') return false;
  // What another site has fetched ahead comes as from none (Chromium 143). A browser that did so by
  // itself asks again when somebody opens it.
  if (c.req.header('sec-purpose') !== undefined) return true;
  if (site === 'none') return false;
  // A frame, shown or not, navigates too.
  const isPage = (c.req.header('sec-fetch-dest') ?? 'document') === 'document';
  return c.req.header('sec-fetch-mode') !== 'navigate' || !isPage;
}

function isSubscription(c: Context): boolean {
  return SUBSCRIPTIONS.test(c.req.path) && isReading(c);
}

const TOO_MANY = 'Too many tries: wait a minute.';

function retryAfter(waitMs: number): { 'retry-after': string } {
  return { 'retry-after': String(Math.ceil(waitMs / SECOND_MS)) };
}

function notPaired(
  c: Context,
  { port = SERVE_DEFAULTS.port }: Caller,
  { fileOptions = [] }: Access,
): Response {
  const options = [
    ...(port === SERVE_DEFAULTS.port ? [] : [`--port ${port}`]),
    ...fileOptions.map((option) => `${option} FILE`),
  ];
  const command = ['driftline serve --pair', ...options].join(' ');
  const files = fileOptions.length === 0 ? '' : ', with the files that it was started with';
  const remedy = `On the machine of this page, type: ${command}${files}`;
  return c.text(`This device is not paired. ${remedy}\n`, 401);
}

const SELF = ["'self'"];

/** The browser speaks to this server alone; nothing inline runs, whatever a post brings. */
const secured = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: SELF,
    styleSrc: SELF,
    imgSrc: SELF,
    mediaSrc: SELF,
    connectSrc: SELF,
    formAction: SELF,
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // 'no-referrer' would make the browser call our own forms' origin null.
  referrerPolicy: 'same-origin',
  // Plain http on this machine: there is nothing to upgrade to.
  strictTransportSecurity: false,
});

const POLICY = 'Content-Security-Policy';
const OPENER_POLICY = 'Cross-Origin-Opener-Policy';
/** Browsers heed them by https and on their own machine alone, and complain of them elsewhere. */
const OF_TRUSTED_WAYS = [OPENER_POLICY, 'Origin-Agent-Cluster'];

/**
 * Whoever comes from elsewhere is cut off from what opened the page. Chromium takes a process of
 * its own for that, which is most of the time until something is painted (2026-11-26: 180 ms
 * without, 292 with it, on a busy machine): so not where the owner opened it or came from a page
 * of ours, as the browser itself says; then nobody else holds it.
 */
export function openHeaders(access: Access): MiddlewareHandler {
  return async (c, next) => {
    let stricter: string | null = null; // than a page's
    await secured(c, async () => {
      await next();
      stricter = c.res.headers.get(POLICY);
    });
    if (stricter !== null) c.res.headers.set(POLICY, stricter);
    const site = c.req.header('sec-fetch-site');
    if (site === 'none' || site === 'same-origin') c.res.headers.delete(OPENER_POLICY);
    const { isSecure, isLocal } = callerOf(c, access);
    if (!isSecure && !isLocal) for (const name of OF_TRUSTED_WAYS) c.res.headers.delete(name);
  };
}
