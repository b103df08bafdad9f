import { SECOND_MS } from '../core/clock.ts';
import { isToken } from './origin.ts';

/** A token as it was given. Mastodon's never end; those of Akkoma and Pleroma do. */
export interface TokenGrant {
  readonly token: string;
  /** Gives the next one. */
  readonly refresh_token?: string;
  readonly expires_at_ms?: number; // unix ms
  /** When the next one is to be fetched: well before the end, for a server may be away. */
  readonly renew_at_ms?: number; // unix ms
}

const LIFE_BEFORE_RENEWAL = 0.8;

/** Reads what a token endpoint answered, in masto's camelCase; undefined where it is no token. */
export function grantIn(answer: unknown, nowMs: number): TokenGrant | undefined {
  const said = (answer ?? {}) as Readonly<Record<string, unknown>>;
  const { accessToken, refreshToken, expiresIn } = said;
  if (typeof accessToken !== 'string' || !isToken(accessToken)) return undefined;
  const livesMs = Number(expiresIn) * SECOND_MS;
  const ends = Number.isFinite(livesMs) && livesMs > 0;
  return {
    token: accessToken,
    ...(typeof refreshToken === 'string' && refreshToken !== ''
      ? { refresh_token: refreshToken }
      : {}),
    ...(ends
      ? { expires_at_ms: nowMs + livesMs, renew_at_ms: nowMs + LIFE_BEFORE_RENEWAL * livesMs }
      : {}),
  };
}
