import type { Context, Hono } from 'hono';
import { SECOND_MS } from '../../core/clock.ts';
import type { ClientApp } from '../../store/client_logins.ts';
import type { ApiDesk } from './api_desk.ts';
import type { ApiEnv } from './bearer.ts';
import type { Grant } from './codes.ts';
import { type Words, wordOf, wordsIn } from './request_body.ts';
import { scopesWithin } from './scopes.ts';
import { answersChallenge, hashOf, isHashOf, newSecret } from './secrets.ts';

/** A client comes for its token, and gives it back. */
export function tokenRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  app.post('/oauth/token', async (c) => {
    const words = await wordsIn(c);
    const client = clientIn(c, words, desk);
    if (client === undefined) return refused(c, 'invalid_client', 401);
    switch (wordOf(words.grant_type)) {
      case 'authorization_code': {
        const grant = desk.codes.take(wordOf(words.code) ?? '');
        if (grant === undefined || !isFor(grant, client.app, words))
          return refused(c, 'invalid_grant', 400);
        if (grant.challenge === undefined && !client.isProven)
          return refused(c, 'invalid_client', 401);
        return c.json(give(desk, client.app, { ...grant, isOfOwner: true }));
      }
      case 'client_credentials': {
        if (!client.isProven) return refused(c, 'invalid_client', 401);
        const scopes = scopesWithin(wordOf(words.scope), client.app.scopes);
        if (scopes === undefined) return refused(c, 'invalid_scope', 400);
        return c.json(give(desk, client.app, { scopes, countsSeen: false, isOfOwner: false }));
      }
      default:
        return refused(c, 'unsupported_grant_type', 400);
    }
  });

  app.post('/oauth/revoke', async (c) => {
    const words = await wordsIn(c);
    const client = clientIn(c, words, desk);
    if (client === undefined) return refused(c, 'invalid_client', 401);
    const token = desk.logins.token(hashOf(wordOf(words.token) ?? ''));
    if (token !== undefined && token.client_id !== client.app.clientId)
      return refused(c, 'unauthorized_client', 403);
    if (token !== undefined) desk.logins.revoke(token.token_key, desk.now());
    return c.json({});
  });
}

interface KnownClient {
  readonly app: ClientApp;
  /** It showed its secret; otherwise PKCE has to say that it is the same one. */
  readonly isProven: boolean;
}

/** Credentials stand in the body or in HTTP Basic. A wrong secret is no client. */
function clientIn(c: Context, words: Words, { logins }: ApiDesk): KnownClient | undefined {
  const basic = /^Basic\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const [basicId, basicSecret] =
    basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':');
  const app = logins.app(wordOf(words.client_id) ?? basicId ?? '');
  const secret = wordOf(words.client_secret) || basicSecret;
  if (app === undefined) return undefined;
  if (secret === undefined) return { app, isProven: false };
  return isHashOf(app.secretHash, secret) ? { app, isProven: true } : undefined;
}

function isFor(grant: Grant, app: ClientApp, words: Words): boolean {
  const isItsOwn =
    grant.clientId === app.clientId && grant.redirectUri === wordOf(words.redirect_uri);
  if (!isItsOwn || grant.challenge === undefined) return isItsOwn;
  return answersChallenge(grant.challenge, wordOf(words.code_verifier) ?? '');
}

interface Giving extends Pick<Grant, 'scopes' | 'countsSeen'> {
  readonly isOfOwner: boolean;
}

function give(desk: ApiDesk, { clientId }: ClientApp, giving: Giving): object {
  const text = newSecret();
  const atMs = desk.now();
  const { scopes, countsSeen, isOfOwner } = giving;
  desk.logins.give({ tokenHash: hashOf(text), clientId, scopes, countsSeen, isOfOwner, atMs });
  return {
    access_token: text,
    token_type: 'Bearer',
    scope: scopes,
    created_at: Math.floor(atMs / SECOND_MS),
  };
}

function refused(c: Context, error: string, status: 400 | 401 | 403): Response {
  return c.json({ error, error_description: `The request failed: ${error}.` }, status);
}
