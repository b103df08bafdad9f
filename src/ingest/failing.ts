import { HOUR_MS } from '../core/clock.ts';
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

/** A server may fail over one status and be well: so long that one is not asked about. */
const FAILING_MS = HOUR_MS;

/** Statuses over which the server failed lately. */
export function openFailing({ time, pace }: Session['deps']) {
  const untilMs = new Map<string, number>();
  return {
    add: (id: string) => void untilMs.set(id, time.now() + FAILING_MS / pace),
    has(id: string): boolean {
      const isOver = (untilMs.get(id) ?? 0) <= time.now();
      if (isOver) untilMs.delete(id);
      return !isOver;
    },
    size: () => untilMs.size,
  };
}
