import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/**
 * Names under which this machine calls itself. A page elsewhere that had its own name point here
 * has another.
 */
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Lets in only what a person's own browser asks of this server: `Host` is this machine's (no DNS
 * rebinding), a request that changes something comes from our own page (no cross-site request), and
 * no other site embeds what is here.
 */
export const gate: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? '';
  if (!LOOPBACK.has(host.replace(/:\d+$/, '')))
    return refuse(c, 'This page answers only to the name of this machine.');
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (!isReading && !isFromOurPage(c, host))
    return refuse(c, 'This request came from another site.');
  if (isReading && isEmbeddedElsewhere(c)) return refuse(c, 'Another site asked for this.');
  return next();
};

function refuse(c: Context, sentence: string): Response {
  return c.text(sentence, 403);
}

/**
 * A browser names the origin of every request that is no GET; what names none is no page of ours.
 */
function isFromOurPage(c: Context, host: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  return c.req.header('origin') === `http://${host}`;
}

function isEmbeddedElsewhere(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return c.req.header('sec-fetch-mode') !== 'navigate';
}

const SELF = ["'self'"];

/** The browser speaks to this server alone; nothing inline runs, whatever a post brings. */
export const headers: MiddlewareHandler = secureHeaders({
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
