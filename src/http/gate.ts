import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Names } from './own_names.ts';

/**
 * Lets in only what a person's own browser asks of this server: `Host` is this machine's (no DNS
 * rebinding), a request that changes something comes from our own page (no cross-site request), and
 * no other site embeds what is here.
 */
export function openGate(names: Names): MiddlewareHandler {
  return async (c, next) => {
    const asked = names((name) => c.req.header(name));
    // Through a proxy anybody may ask, and nothing says yet who is the owner.
    if (asked?.isLocal !== true)
      return refuse(c, 'This page answers only to the name of this machine.');
    const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!isReading && !isFromOurPage(c, asked.origin))
      return refuse(c, 'This request came from another site.');
    if (isReading && isEmbeddedElsewhere(c)) return refuse(c, 'Another site asked for this.');
    return next();
  };
}

function refuse(c: Context, sentence: string): Response {
  return c.text(sentence, 403);
}

/**
 * A browser names the origin of every request that is no GET; what names none is no page of ours.
 */
function isFromOurPage(c: Context, ours: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  return c.req.header('origin') === ours;
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
