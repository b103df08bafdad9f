import { verifyCredentials } from '../mastodon/people.ts';
import { isPassing, type Session } from './session.ts';

/**
 * Whether the server fails over one thing and is well: it says who is logged in. False where it is
 * away, or refused.
 */
export async function failsOverOne({ connection }: Session, error: unknown): Promise<boolean> {
  if (!isPassing(error)) return false;
  try {
    await verifyCredentials(connection, 'owner');
    return true;
  } catch (other) {
    if (isPassing(other)) return false;
    throw other;
  }
}
