import { DriftlineError } from '../core/errors.ts';
import { type Credentials, revoke } from '../mastodon/login.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { userAgentOf } from './user_agent.ts';

/**
 * Makes a token void at its server. False where the server did not: it is forgotten here either
 * way, so a server that is away keeps nobody.
 */
export async function endToken(
  credentials: Credentials,
  { log }: Session,
  surroundings: Surroundings,
): Promise<boolean> {
  try {
    return await revoke(credentials, userAgentOf(surroundings));
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    log.warn('login.not_revoked', { server: credentials.server, why: error.message });
    return false;
  }
}
