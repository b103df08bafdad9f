import { randomBytes } from 'node:crypto';
import { type Clock, MINUTE_MS } from '../../core/clock.ts';

/** What the owner allowed, until the client comes for its token. */
export interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: string;
  /** PKCE, S256; undefined: the client has to show its secret. */
  readonly challenge: string | undefined;
  readonly countsSeen: boolean;
}

const GOOD_FOR_MS = 10 * MINUTE_MS;
const CODE_BYTES = 32;
/** An owner allows one app after the other. */
const CODES_MAX = 100;

/** Authorization codes: each is good once, for ten minutes. */
export function openCodes(now: Clock) {
  const granted = new Map<string, { readonly grant: Grant; readonly untilMs: number }>();
  return {
    give(grant: Grant): string {
      const code = randomBytes(CODE_BYTES).toString('base64url');
      const [oldest] = granted.keys();
      if (granted.size >= CODES_MAX && oldest !== undefined) granted.delete(oldest);
      granted.set(code, { grant, untilMs: now() + GOOD_FOR_MS });
      return code;
    },
    take(code: string): Grant | undefined {
      const found = granted.get(code);
      granted.delete(code);
      return found === undefined || now() > found.untilMs ? undefined : found.grant;
    },
  };
}
