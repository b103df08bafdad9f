import { type EpochMs, HOUR_MS, isAhead, momentBefore } from '../core/clock.ts';
import { WHOLE_HOME_PAGES } from '../mastodon/home.ts';
import type { Repair } from './repair.ts';
import type { Session } from './session.ts';
import { type Swept, sweep } from './sweep.ts';

/** At pace 1. */
const DEEP_EVERY_MS = HOUR_MS;
const LATE_MS = 3 * HOUR_MS;
/** In one round, between which an outage ends nothing: 4,000 entries. */
const DEEP_PARTS = 10;
const DEEP_PART_PAGES = 10;
const DEEP_AUDIT = 'deep_audit';

/** A reading of what lies below the whole home of a Mastodon. */
interface DeepAudit {
  readonly beganAtMs: EpochMs;
  /** How far down it goes, unix ms. */
  readonly backToMs: number;
  /** Where it goes on; absent once it is done. */
  readonly belowId?: string | undefined;
}

const AUDIT_PAGES = 4;

/**
 * What is new in the home tells of a loss where no poll has come through for a while, or will for
 * one: the next poll tells of it, if nobody has filed it before.
 */
function isLeftToPolls({ connection }: Session, repair: Repair): boolean {
  return repair.unpolledSinceMs() !== undefined || connection.accountant.isPaused();
}

/** Reads the newest of the home, once a round. */
export function openAudit(session: Session, repair: Repair): () => Promise<void> {
  return async () => {
    if (isLeftToPolls(session, repair)) return;
    await sweep(session, { purpose: 'audit', pagesMax: AUDIT_PAGES });
  };
}

/**
 * Reads the whole home, once a round. One without end (GoToSocial's, Akkoma's) takes in at any
 * depth what comes late, so once an hour such a home is read on, as far down as anything can have
 * entered since the last time: by posts that are up to three hours late. At 3,000 a day that lies
 * within what is read anyway.
 */
export function openWholeAudit(session: Session, repair: Repair): () => Promise<void> {
  const goDeeper = openDeepAudit(session);
  return async () => {
    if (!repair.rests() || isLeftToPolls(session, repair)) return;
    await goDeeper(await sweep(session, { purpose: 'audit', pagesMax: WHOLE_HOME_PAGES }));
  };
}

function openDeepAudit(session: Session): (top: Swept) => Promise<void> {
  const { deps, state, loginKey } = session;
  const { time, pace } = deps;
  const startedMs = time.now();
  const everyMs = DEEP_EVERY_MS / pace;

  /** One that read the home to its end has nothing below it, and the next goes back to it. */
  const begin = (last: DeepAudit | undefined, top: Swept): DeepAudit => {
    const { askedAtMs, reachedEnd } = top;
    const sinceMs = Math.min(last?.beganAtMs ?? startedMs, askedAtMs) as EpochMs;
    return {
      beganAtMs: askedAtMs,
      backToMs: momentBefore(sinceMs, LATE_MS / pace),
      belowId: reachedEnd ? undefined : top.oldestId,
    };
  };
  const keep = (audit: DeepAudit) =>
    state.set(loginKey, DEEP_AUDIT, JSON.stringify(audit), time.now());

  /** Ten pages more; without a place to go on where that was enough. */
  const goOn = async (audit: DeepAudit): Promise<DeepAudit> => {
    const { belowId, backToMs } = audit;
    const range = { purpose: 'audit', pagesMax: DEEP_PART_PAGES, untilMs: backToMs } as const;
    const below = await sweep(session, { ...range, belowId });
    const isDone = below.reachedEnd || below.oldestMs <= backToMs || below.pages === 0;
    return { ...audit, belowId: isDone ? undefined : below.oldestId };
  };

  return async (top) => {
    if (top.isPartial) return;
    const kept = state.find(loginKey, DEEP_AUDIT)?.value;
    const last: DeepAudit | undefined = kept === undefined ? undefined : JSON.parse(kept);
    const isUnderWay = last?.belowId !== undefined && !top.reachedEnd;
    const isSoon = isAhead((last?.beganAtMs ?? 0) + everyMs, top.askedAtMs, everyMs);
    if (!isUnderWay && isSoon && !top.reachedEnd) return;
    let audit = isUnderWay ? last : begin(last, top);
    if (!isUnderWay) keep(audit);
    for (let part = 0; part < DEEP_PARTS && audit.belowId !== undefined; part += 1) {
      audit = await goOn(audit);
      keep(audit);
    }
  };
}
