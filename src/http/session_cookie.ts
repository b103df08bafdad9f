import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const NAME = 'driftline_session';
/** Browsers keep none for longer. Each use begins it anew. */
const LASTS_S = 400 * 86_400;

/**
 * The secret of a paired device. `Lax`, not `Strict`: a link in a mail or another app opens the page
 * as the device that it is; what changes something is a form of our own, which the gate checks by
 * its origin. Over https it is bound to exactly this host.
 */
export function secretIn(c: Context, isSecure: boolean): string | undefined {
  return isSecure ? getCookie(c, NAME, 'host') : getCookie(c, NAME);
}

export function keepSecret(c: Context, secret: string, isSecure: boolean): void {
  setCookie(c, NAME, secret, {
    path: '/',
    maxAge: LASTS_S,
    httpOnly: true,
    sameSite: 'Lax',
    ...(isSecure ? { secure: true, prefix: 'host' } : {}),
  });
}
