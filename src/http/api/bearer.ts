import type { Context, MiddlewareHandler } from 'hono';
import { MINUTE_MS } from '../../core/clock.ts';
import type { ClientToken } from '../../store/client_logins.ts';
import type { ApiDesk } from './api_desk.ts';
import { refuse } from './api_error.ts';
import { mayAsk } from './scopes.ts';
import { hashOf } from './secrets.ts';

/** Set for every endpoint behind `ownersAlone`. */
export interface ApiEnv {
  Variables: { token: ClientToken; origin: string };
}

const NOTE_USE_EVERY_MS = MINUTE_MS;

/** The token of a request: in its header, or in its address as streams send it. */
export function tokenIn(c: Context, { logins }: ApiDesk): ClientToken | undefined {
  const sent =
    /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ??
    c.req.query('access_token');
  return sent === undefined ? undefined : logins.token(hashOf(sent));
}

/** Lets in who holds a token that the owner gave, for what it may do. */
export function ownersAlone(desk: ApiDesk): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const token = tokenIn(c, desk);
    if (token === undefined) return refuse(c, 401, 'The access token is invalid');
    if (token.of_owner === 0) return refuse(c, 422, 'This method requires an authenticated user');
    if (!mayAsk(token.scopes, c.req.method, c.req.path))
      return refuse(c, 403, 'This action is outside the authorized scopes');
    const nowMs = desk.now();
    if (nowMs - (token.used_at_ms ?? 0) >= NOTE_USE_EVERY_MS)
      desk.logins.use(token.token_key, nowMs);
    c.set('token', token);
    return next();
  };
}
