import { type EpochMs, SECOND_MS } from '../core/clock.ts';
import type { Session } from './session.ts';
import type { Watch } from './sleep.ts';
import { openUnbroken } from './unbroken.ts';

const REMEMBER_MS = 15 * SECOND_MS;
const AT_THE_END = 'the end';
/** How a frame is heard. */
export const STREAM = 'stream';
const UNPOLLED_MS = 90 * SECOND_MS; // three polls

export type Hearing = ReturnType<typeof openHearing>;

/**
 * When anything was last heard of the server; now and then the database is told as well. Where that
 * was never written down (a recording was read in, a first sweep broke off), what arrived tells.
 */
export function openHearing({ deps: { pace, time }, state, loginKey }: Session, watch: Watch) {
  let lastMs = state.find(loginKey, 'last_heard')?.at_ms as EpochMs | undefined;
  const lastKnownMs = (): EpochMs | undefined => {
    if (lastMs !== undefined) return lastMs;
    const arrivedMs = state.lastArrivedMs(loginKey);
    return arrivedMs && (Math.min(arrivedMs, time.now()) as EpochMs);
  };
  let polledMs: EpochMs | undefined; // asked for, and answered
  let rememberedMs = 0;
  const unbroken = openUnbroken({ pace });
  /** The clock was set right: nothing was heard in the future. */
  const settle = () => {
    const nowMs = time.now();
    unbroken.settle(nowMs);
    if (polledMs !== undefined && polledMs > nowMs) polledMs = nowMs;
    if (lastMs === undefined || lastMs <= nowMs) return;
    lastMs = nowMs;
    remember(nowMs, 'the clock was set right');
  };
  const move = (atMs: EpochMs) => {
    lastMs = Math.max(lastMs ?? atMs, atMs) as EpochMs;
  };
  const remember = (atMs: EpochMs, how: string) => {
    move(atMs);
    rememberedMs = atMs;
    state.set(loginKey, 'last_heard', how, atMs);
  };
  /** While a hole lasts, its beginning stays remembered. False: it may have come in a sleep. */
  const heard = (atMs: EpochMs, how: string, isLost: boolean): boolean => {
    if (watch.sleptSinceMs() !== undefined) return false;
    move(atMs);
    if (how === STREAM) unbroken.frame(atMs);
    const isDue = how === AT_THE_END || atMs - rememberedMs >= REMEMBER_MS / pace;
    if (!isLost && isDue) remember(atMs, how);
    return true;
  };
  settle();
  return {
    lastMs: lastKnownMs,
    remember,
    settle,
    heard,
    polledMs: () => polledMs,
    polled(atMs: EpochMs): void {
      polledMs = atMs;
      unbroken.polled(atMs);
    },
    lostSinceMs: unbroken.since,
    unpolledSinceMs: () =>
      polledMs !== undefined && time.now() - polledMs > UNPOLLED_MS / pace ? polledMs : undefined,
    ended(isLost: boolean): void {
      if (lastMs !== undefined) heard(lastMs, AT_THE_END, isLost);
    },
  };
}
