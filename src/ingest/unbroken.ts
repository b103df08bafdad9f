import { type EpochMs, MINUTE_MS } from '../core/clock.ts';
import { type IngestDeps, overlapMs } from './session.ts';

/** Frames that come no further apart leave no room for a deaf stream to speak of. At pace 1. */
const APART_MS = MINUTE_MS;

/**
 * Until when the stream has spoken since the last poll: a loss that a later poll tells of begins
 * there, and not at the poll before it. Never more than a hole's margin after that one, so that
 * the hole reaches back to it all the same, should the stream have been deaf for moments between.
 */
export function openUnbroken(deps: Pick<IngestDeps, 'pace'>) {
  const apartMs = APART_MS / deps.pace;
  let untilMs: EpochMs | undefined;
  let frameMs: EpochMs | undefined;
  const goOn = (atMs: EpochMs) => {
    if (untilMs !== undefined && atMs > untilMs && atMs - untilMs <= apartMs) untilMs = atMs;
  };
  return {
    polled(askedAtMs: EpochMs): void {
      untilMs = askedAtMs;
      if (frameMs !== undefined) goOn(frameMs); // it came while the poll was under way
    },
    frame(atMs: EpochMs): void {
      frameMs = atMs;
      goOn(atMs);
    },
    /** Where a loss since the poll of then begins. */
    since: (polledMs: EpochMs): EpochMs =>
      Math.min(Math.max(untilMs ?? polledMs, polledMs), polledMs + overlapMs(deps)) as EpochMs,
    /** The clock was set right: nothing was said in the future. */
    settle(nowMs: EpochMs): void {
      if (untilMs !== undefined && untilMs > nowMs) untilMs = nowMs;
      if (frameMs !== undefined && frameMs > nowMs) frameMs = nowMs;
    },
  };
}
