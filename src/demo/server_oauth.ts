import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { type DemoEnv, notFound, type Parts } from './server_guard.ts';
import { bodyOf } from './server_instance.ts';
import { page } from './server_pages.ts';
import { type App, isRegistered, OUT_OF_BAND, type Token } from './server_tokens.ts';

const SCOPES = [
  ...['read', 'read:accounts', 'read:blocks', 'read:bookmarks', 'read:favourites', 'read:filters'],
  ...['read:follows', 'read:lists', 'read:mutes', 'read:notifications', 'read:search'],
  ...['read:statuses', 'profile', 'write', 'write:bookmarks', 'write:favourites'],
  ...['write:statuses', 'follow', 'push'],
];

/** Before Mastodon 2.4.3, and on some others still. */
const COARSE_SCOPES = ['read', 'write', 'follow', 'push'];

/** Doorkeeper's side of the dance: register, ask, allow, exchange, revoke. PKCE with S256 only. */
export function oauth(parts: Parts): Hono<DemoEnv> {
  const { origin, faults } = parts;
  const app = new Hono<DemoEnv>();
  const known = () => (faults.coarseScopes === true ? COARSE_SCOPES : SCOPES);

  app.get('/.well-known/oauth-authorization-server', (c) => {
    if (faults.coarseScopes === true) return notFound(c);
    return c.json({
      issuer: `${origin}/`,
      authorization_endpoint: `${origin}/oauth/authorize`,
      token_endpoint: `${origin}/oauth/token`,
      revocation_endpoint: `${origin}/oauth/revoke`,
      scopes_supported: SCOPES,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code', 'client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      code_challenge_methods_supported: ['S256'],
      app_registration_endpoint: `${origin}/api/v1/apps`,
    });
  });

  app.post('/api/v1/apps', async (c) => {
    const body = await bodyOf(c);
    const uris = [body.redirect_uris ?? body['redirect_uris[]'] ?? []].flat().map(String);
    const redirectUris = uris.flatMap((uri) => uri.split(/\s+/)).filter((uri) => uri !== '');
    const scopes = wordsOf(body.scopes ?? 'read');
    if (typeof body.client_name !== 'string' || redirectUris.length === 0) {
      return c.json({ error: "Validation failed: Name and Redirect URI can't be blank" }, 422);
    }
    if (scopes.some((scope) => !known().includes(scope))) {
      return c.json(
        { error: "Validation failed: Scopes doesn't match configured on the server." },
        422,
      );
    }
    const website = typeof body.website === 'string' ? body.website : null;
    const registered = { name: body.client_name, website, redirectUris, scopes };
    return c.json(appMembers(parts.tokens.register(registered)));
  });

  return app.route('/', authorizing(parts)).route('/', exchanging(parts));
}

function appMembers(app: App): object {
  return {
    id: app.id,
    name: app.name,
    website: app.website,
    scopes: app.scopes,
    redirect_uri: app.redirectUris.join('\n'),
    redirect_uris: app.redirectUris,
    client_id: app.clientId,
    client_secret: app.clientSecret,
    client_secret_expires_at: 0,
    vapid_key: '',
  };
}

/** The page on which the owner says yes. The form sends back every parameter as it came. */
function authorizing({ tokens, archive }: Parts): Hono<DemoEnv> {
  const app = new Hono<DemoEnv>();

  app.get('/oauth/authorize', (c) => {
    const asked = c.req.query();
    const { client, problem } = judged(asked, tokens.appOf);
    if (client === undefined) return c.html(page('Error', html`<p>${problem}</p>`), 400);
    const who = archive.world.owner.displayName;
    const scopes = asked.scope ?? 'read';
    return c.html(
      page(
        'Authorize',
        html`<p><strong>${client.name}</strong> asks for the account of ${who}: ${scopes}.</p>
          <form method="post" action="/oauth/authorize">
            ${Object.entries(asked).map(
              ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
            )}
            <button type="submit">Authorize</button>
          </form>`,
      ),
    );
  });

  app.post('/oauth/authorize', async (c) => {
    const body = await bodyOf(c);
    const asked = Object.fromEntries(
      Object.entries(body).map(([name, one]) => [name, String(one)]),
    );
    const { client, problem } = judged(asked, tokens.appOf);
    if (client === undefined) return c.html(page('Error', html`<p>${problem}</p>`), 400);
    const redirectUri = asked.redirect_uri ?? '';
    const challenge = asked.code_challenge;
    const scopes = wordsOf(asked.scope ?? 'read');
    const code = tokens.grant({ app: client, redirectUri, scopes, challenge });
    if (redirectUri === OUT_OF_BAND) {
      return c.html(page('Authorization code', html`<p><code>${code}</code></p>`));
    }
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    if (asked.state !== undefined) back.searchParams.set('state', asked.state);
    return c.redirect(back.href, 302);
  });
  return app;
}

function judged(
  asked: Readonly<Record<string, string | undefined>>,
  appOf: (clientId: string | undefined) => App | undefined,
): { client?: App; problem?: string } {
  const client = appOf(asked.client_id);
  if (client === undefined) return { problem: 'Client authentication failed: unknown client.' };
  if (asked.response_type !== 'code') return { problem: 'The response_type must be code.' };
  if (!isRegistered(client, asked.redirect_uri ?? '')) {
    return { problem: 'The redirect URI included is not valid.' };
  }
  const hasPlainChallenge =
    asked.code_challenge !== undefined && asked.code_challenge_method !== 'S256';
  if (hasPlainChallenge) return { problem: 'The code_challenge_method must be S256.' };
  if (!areWithin(wordsOf(asked.scope ?? 'read'), client.scopes)) {
    return { problem: 'The requested scope is invalid, unknown, or malformed.' };
  }
  return { client };
}

function exchanging({ tokens, stream }: Parts): Hono<DemoEnv> {
  const app = new Hono<DemoEnv>();

  app.post('/oauth/token', async (c) => {
    const body = await bodyOf(c);
    const client = clientOf(c, body, tokens.appOf);
    if (client === undefined) return failed(c, 'invalid_client', 401);
    if (body.grant_type === 'client_credentials') {
      return c.json(tokenMembers(tokens.issue(client, wordsOf(body.scope ?? 'read'), false)));
    }
    if (body.grant_type === 'refresh_token') {
      const fresh = tokens.refresh(String(body.refresh_token ?? ''), client);
      return fresh === undefined ? failed(c, 'invalid_grant', 400) : c.json(tokenMembers(fresh));
    }
    if (body.grant_type !== 'authorization_code') return failed(c, 'unsupported_grant_type', 400);
    const verifier = typeof body.code_verifier === 'string' ? body.code_verifier : undefined;
    const redirectUri = String(body.redirect_uri ?? '');
    const token = tokens.redeem(String(body.code ?? ''), { app: client, redirectUri, verifier });
    return token === undefined ? failed(c, 'invalid_grant', 400) : c.json(tokenMembers(token));
  });

  app.post('/oauth/revoke', async (c) => {
    const body = await bodyOf(c);
    const client = clientOf(c, body, tokens.appOf);
    const token = tokens.find(String(body.token ?? ''));
    if (client === undefined || (token !== undefined && token.app !== client)) {
      return failed(c, 'unauthorized_client', 403);
    }
    if (token !== undefined) {
      token.isRevoked = true;
      stream.endAllOf(token);
    }
    return c.json({});
  });

  app.get('/api/v1/apps/verify_credentials', (c) => {
    const token = tokens.find(c.req.header('authorization')?.replace(/^Bearer /i, ''));
    return token === undefined ? notFound(c) : c.json({ name: token.app.name, website: null });
  });
  return app;
}

function tokenMembers({ text, scopes, createdMs, ending }: Token): object {
  return {
    ...(ending === undefined
      ? {}
      : {
          expires_in: Math.floor((ending.atMs - createdMs) / 1_000),
          refresh_token: ending.refreshText,
        }),
    access_token: text,
    token_type: 'Bearer',
    scope: scopes.join(' '),
    created_at: Math.floor(createdMs / 1_000),
  };
}

/** Client credentials stand in the body or in HTTP Basic. */
function clientOf(
  c: Context,
  body: Readonly<Record<string, unknown>>,
  appOf: (clientId: string | undefined) => App | undefined,
): App | undefined {
  const basic = /^Basic (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const [basicId, basicSecret] =
    basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':');
  const client = appOf(String(body.client_id ?? basicId ?? ''));
  const secret = body.client_secret ?? basicSecret;
  return client?.clientSecret === secret ? client : undefined;
}

function failed(c: Context, error: string, status: 400 | 401 | 403): Response {
  return c.json({ error, error_description: `The request failed: ${error}.` }, status);
}

function wordsOf(scopes: unknown): string[] {
  return String(scopes)
    .split(/[\s+]+/)
    .filter((scope) => scope !== '');
}

function areWithin(asked: readonly string[], allowed: readonly string[]): boolean {
  return asked.every(
    (scope) => allowed.includes(scope) || allowed.includes(scope.split(':')[0] ?? scope),
  );
}
