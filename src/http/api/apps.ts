import type { Hono } from 'hono';
import { isUrl } from '../../core/url_check.ts';
import type { ApiDesk } from './api_desk.ts';
import { refuse } from './api_error.ts';
import { type ApiEnv, tokenIn } from './bearer.ts';
import { listOf, wordOf, wordsIn } from './request_body.ts';
import { scopesIn } from './scopes.ts';
import { hashOf, newSecret } from './secrets.ts';

/** What a person reads a code from, where no browser can call back. */
export const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';

const NAME_MAX = 100;
const URI_MAX = 2_000;
/** A browser that is sent there would run or show what the address itself says. */
const NO_WAY_BACK = /^(javascript|data|vbscript|blob|file|about):/i;

/** Clients register themselves. */
export function appRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  app.post('/api/v1/apps', async (c) => {
    const words = await wordsIn(c);
    const name = wordOf(words.client_name)?.trim().slice(0, NAME_MAX) ?? '';
    const uris = redirectUrisIn(words.redirect_uris ?? words['redirect_uris[]']);
    if (name === '') return refuse(c, 422, "Validation failed: Application name can't be blank");
    if (uris.length === 0 || !uris.every(isWayBack))
      return refuse(c, 422, 'Validation failed: Redirect URI must be an absolute URI.');
    const secret = newSecret();
    const website = wordOf(words.website) || null;
    const clientId = newSecret();
    const scopes = scopesIn(wordOf(words.scopes));
    desk.logins.addApp({
      clientId,
      secretHash: hashOf(secret),
      name,
      website,
      redirectUris: uris,
      scopes,
      createdAtMs: desk.now(),
    });
    return c.json({
      id: clientId,
      name,
      website,
      scopes: scopes.split(' '),
      redirect_uri: uris.join('\n'),
      redirect_uris: uris,
      client_id: clientId,
      client_secret: secret,
      client_secret_expires_at: 0,
      vapid_key: '',
    });
  });

  app.get('/api/v1/apps/verify_credentials', (c) => {
    const token = tokenIn(c, desk);
    if (token === undefined) return refuse(c, 401, 'The access token is invalid');
    const { name, website, scopes, client_id } = token;
    const uris = desk.logins.app(client_id)?.redirectUris ?? [];
    return c.json({
      id: client_id,
      name,
      website,
      scopes: scopes.split(' '),
      redirect_uris: uris,
      redirect_uri: uris.join('\n'),
      vapid_key: '',
    });
  });
}

/** One address, or several: in an array, or with white space between. */
function redirectUrisIn(value: unknown): readonly string[] {
  const uris = listOf(value).flatMap((uri) => uri.split(/\s+/));
  return [...new Set(uris.filter((uri) => uri !== ''))];
}

function isWayBack(uri: string): boolean {
  if (uri === OUT_OF_BAND) return true;
  return uri.length <= URI_MAX && isUrl(uri) && !NO_WAY_BACK.test(uri);
}
