import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { ClientApp } from '../../store/client_logins.ts';
import { formIn } from '../form_body.ts';
import { type ShellParts, splice } from '../web/layout.tsx';
import { themeIn } from '../web/theme_cookie.ts';
import type { ApiDesk } from './api_desk.ts';
import { OUT_OF_BAND } from './apps.ts';
import { AuthorizePage, CodePage, PlainPage } from './authorize_page.tsx';
import { narrowedBy, scopesWithin } from './scopes.ts';

const PATHS = ['/oauth/authorize', '/oauth/authorize/'];
const HTML = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } as const;

/**
 * Where the owner lets a client in: a form on the page's own origin, behind the page's own gate, so
 * that no other site can send it. The gate lets in this machine and paired devices, and only they
 * say yes.
 */
export function openAuthorizing(app: Hono, desk: ApiDesk): void {
  // toot asks with a slash at the end.
  app.on('GET', PATHS, (c) => {
    const shell = shellOf(c);
    const asked = c.req.query();
    const wish = wishIn(desk, asked);
    if ('problem' in wish) return refused(c, wish);
    c.header(WAY_BACK, wayOfAddress(wish.redirectUri));
    const { app: client, scopes } = wish;
    const readOnlyAt = desk.acting.may('now').size === 0 ? desk.login()?.server : undefined;
    const granted = desk.acting.granted?.();
    const lets = granted === undefined ? undefined : narrowedBy(granted, scopes);
    const props = { shell, client, scopes, asked, readOnlyAt, lets };
    return page(c, 200, <AuthorizePage {...props} />);
  });

  app.on('POST', PATHS, async (c) => {
    const shell = shellOf(c);
    const words = await formIn(c);
    const asked = Object.fromEntries(
      Object.entries(words).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value]] : [],
      ),
    );
    const wish = wishIn(desk, asked);
    if ('problem' in wish) return refused(c, wish);
    const { redirectUri } = wish;
    c.header(WAY_BACK, wayOfAddress(redirectUri));
    const state = asked.state;
    if (asked.answer !== 'yes') {
      if (redirectUri === OUT_OF_BAND) return page(c, 200, <PlainPage shell={shell} {...DENIED} />);
      return c.redirect(withWords(redirectUri, { error: 'access_denied', state }), 302);
    }
    const code = desk.codes.give({
      clientId: wish.app.clientId,
      redirectUri,
      scopes: wish.scopes,
      challenge: asked.code_challenge || undefined,
      countsSeen: asked.counts === 'yes',
    });
    desk.log.info('api.app_allowed', { app: wish.app.name });
    if (redirectUri === OUT_OF_BAND)
      return page(c, 200, <CodePage shell={shell} code={code} appName={wish.app.name} />);
    return c.redirect(withWords(redirectUri, { code, state }), 302);
  });
}

const DENIED = { title: 'Nothing was allowed', words: 'You can close this page.' };

interface Wish {
  readonly app: ClientApp;
  readonly redirectUri: string;
  readonly scopes: string;
}

interface Problem {
  readonly problem: 'invalid_client' | 'invalid_request' | 'invalid_scope';
  readonly words: string;
}

/** What a client asks for; `force_login`, `lang` and the like are passed over. */
function wishIn(
  { logins }: ApiDesk,
  asked: Readonly<Record<string, string | undefined>>,
): Wish | Problem {
  const app = logins.app(asked.client_id ?? '');
  if (app === undefined)
    return { problem: 'invalid_client', words: 'This client is not known here: it must register.' };
  const invalid = (words: string): Problem => ({ problem: 'invalid_request', words });
  // To the letter: an address that merely resembles one is somebody else's.
  const redirectUri = asked.redirect_uri ?? '';
  if (!app.redirectUris.includes(redirectUri))
    return invalid('The redirect_uri is none of those that the client registered.');
  if (asked.response_type !== 'code') return invalid('The response_type must be code.');
  // A parameter without a value is none (RFC 6749, section 3.1).
  if (asked.code_challenge && asked.code_challenge_method !== 'S256')
    return invalid('The code_challenge_method must be S256.');
  const scopes = scopesWithin(asked.scope, app.scopes);
  if (scopes === undefined)
    return { problem: 'invalid_scope', words: 'The client registered for none of these scopes.' };
  return { app, redirectUri, scopes };
}

const WAY_BACK = 'x-way-back';

/**
 * A browser holds a form to its policy also where its answer leads on: back to the client. And a
 * client that opened this page in a window of its own hears from it only where that is not cut off.
 */
export const letBack: MiddlewareHandler = async (c, next) => {
  await next();
  const way = c.res.headers.get(WAY_BACK);
  if (way === null) return;
  c.res.headers.delete(WAY_BACK);
  const policy = c.res.headers.get('content-security-policy') ?? '';
  c.header('Content-Security-Policy', policy.replace("form-action 'self'", `$& ${way}`));
  c.header('Cross-Origin-Opener-Policy', 'unsafe-none');
};

function wayOfAddress(redirectUri: string): string {
  if (redirectUri === OUT_OF_BAND) return '';
  const { protocol, host } = new URL(redirectUri);
  return protocol === 'http:' || protocol === 'https:' ? `${protocol}//${host}` : protocol;
}

function refused(c: Context, { problem, words }: Problem): Response {
  const status = problem === 'invalid_client' ? 401 : 400;
  const wantsPage = c.req.header('accept')?.includes('text/html') === true;
  if (!wantsPage) return c.json({ error: problem, error_description: words }, status);
  return page(
    c,
    status,
    <PlainPage shell={shellOf(c)} title={`Error: ${problem}`} words={words} />,
  );
}

function page(c: Context, status: 200 | 400 | 401, body: unknown): Response {
  return c.body(splice(body, []), status, HTML);
}

/** What is asked stands in the address: whoever changes the theme comes back to it. */
function shellOf(c: Context): ShellParts {
  const { pathname, search } = new URL(c.req.url);
  const path = c.req.method === 'GET' ? pathname + search : '/';
  return { theme: themeIn(c), notices: [], path };
}

/**
 * Adds to an address and changes nothing else of it: what stands in it is the client's own. Letters
 * that no header takes are escaped: hono would escape all of it for them, also what is already.
 */
function withWords(uri: string, words: Readonly<Record<string, string | undefined>>): string {
  const added = Object.entries(words).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  const written = uri.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
  const [address = '', fragment] = written.split('#', 2);
  const joined = `${address}${address.includes('?') ? '&' : '?'}${added.join('&')}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}
