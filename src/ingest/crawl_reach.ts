import { HOUR_MS } from '../core/clock.ts';
import type { Crawls } from '../store/crawls.ts';
import type { Session } from './session.ts';

/**
 * An overloaded server enters posts in the home hours after their ids; answers to what it does not
 * know yet it tries for six hours (mastodon-api.md, sections 1.9 and 2.2). At pace 1.
 */
const LATE_MS = 6 * HOUR_MS;

/**
 * From when on a post that was given its id may have entered the home during a hole that begins at
 * `fromMs`, unix ms: late, but not before anything was known of the home.
 */
export function reachBackMs(
  { deps, loginKey }: Session,
  { heardSinceMs }: Pick<Crawls, 'heardSinceMs'>,
  fromMs: number,
): number {
  const knownSinceMs = heardSinceMs(loginKey) ?? fromMs;
  return Math.min(fromMs, Math.max(fromMs - LATE_MS / deps.pace, knownSinceMs));
}
