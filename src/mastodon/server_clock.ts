import { type EpochMs, epochMsOf, MINUTE_MS, SECOND_MS, type Time } from '../core/clock.ts';

/** What tells the time of a server: its own `Date`, wherever this machine's clock is off. */
export interface ServerClock {
  readonly time: Time;
  /** What an answer says of it that was asked for then, by this clock. */
  readonly heard: (headers: Headers, askedAtMs: EpochMs) => void;
  /** How far this machine is ahead of the server, ms; 0 where they agree within a minute. */
  readonly aheadMs: () => number;
  /** False from a leap of this machine's clock to the next answer, two minutes at most. */
  readonly isSure: () => boolean;
  /** Whether an answer has told of the time since this machine's clock leapt or went back. */
  readonly isTold: () => boolean;
  /** Calls when `aheadMs` has changed: what was noted before may lie in the future now. */
  readonly onMoved: (listener: () => void) => void;
}

/**
 * What the server's clock says now, by an answer. One that was kept on its way is as old as its
 * `Age`, in seconds (RFC 9111, 5.1).
 */
export function saidMsIn(headers: Headers): number | undefined {
  const dateMs = epochMsOf(headers.get('date'));
  const age = headers.get('age') ?? '';
  return dateMs === undefined
    ? undefined
    : dateMs + (/^\d+$/.test(age) ? Number(age) : 0) * SECOND_MS;
}

/** Answers take seconds, and `Date` has no smaller unit. */
const AGREE_MS = MINUTE_MS;
const SAME_MS = MINUTE_MS / 2;
/**
 * Requests are given up earlier. Whoever waited longer slept meanwhile, or was stopped: the answer
 * lay in the socket, and taking its `Date` for now would undo the sleep and hide what was missed.
 */
const ANSWER_MS_MAX = MINUTE_MS;

/** Then this machine's clock is believed: the server does not answer, or without a `Date`. */
const UNSURE_MS_MAX = 2 * MINUTE_MS;

/** At pace 1 and above: ingest looks at it more often, to notice that it slept. */
const LOOKED_AT_MS = MINUTE_MS;

/**
 * When a post entered the home is told by the server's clock, and holes are compared with it. A
 * machine that is an hour ahead would call a hole filled that it has not reached over. So ingest
 * lives by the server's clock where its own differs by more than a minute: by two answers in a row,
 * since one may come from something on the way whose clock is off by years, or by one that says
 * of a leap of this clock that less time went by, or none. One is enough, too, where this clock
 * went back: it may have been set while the machine slept, and nothing else tells for how long.
 */
export function openServerClock(own: Time, pace = 1): ServerClock {
  const leapMinMs = LOOKED_AT_MS / Math.min(1, pace);
  let aheadMs = 0;
  let toldMs = 0; // what the listeners know
  let lastMs: number = own.now();
  let leaptMs = 0; // forward since the last answer: asleep, or set
  let leaptAtMs = 0;
  let wentBack = false; // since the last answer
  let backMs = 0; // by so much, and no answer has told of it
  let doubtedMs = Number.NaN; // how far ahead the last answer had this machine
  const listeners: (() => void)[] = [];
  /**
   * A clock that goes back was set, and no time went back with it; nor does any go by where it
   * comes forward again by just as much, before an answer tells.
   */
  const look = (): number => {
    const ownMs = own.now();
    const leapMs = ownMs - lastMs;
    lastMs = ownMs;
    if (leapMs > leapMinMs && Math.abs(leapMs - backMs) < SAME_MS) {
      aheadMs += backMs;
      backMs = 0;
      return ownMs;
    }
    if (leapMs > leapMinMs) {
      leaptMs += leapMs;
      leaptAtMs = ownMs;
    }
    if (leapMs >= -SAME_MS) return ownMs;
    wentBack = true;
    const undoneMs = Math.min(leaptMs, -leapMs);
    leaptMs -= undoneMs;
    backMs -= leapMs + undoneMs;
    aheadMs += leapMs + undoneMs;
    return ownMs;
  };
  const now = () => (look() - aheadMs) as EpochMs;
  return {
    time: { now, after: own.after },
    aheadMs() {
      look();
      return aheadMs;
    },
    isSure: () => look() - leaptAtMs > UNSURE_MS_MAX || leaptMs === 0,
    isTold() {
      look();
      return leaptMs === 0 && !wentBack;
    },
    onMoved: (listener) => void listeners.push(listener),
    heard(headers, askedAtMs) {
      const saidMs = saidMsIn(headers);
      if (saidMs === undefined || now() - askedAtMs > ANSWER_MS_MAX) return;
      const measuredMs = look() - saidMs - SECOND_MS / 2;
      const isAsBefore = Math.abs(measuredMs - aheadMs) < SAME_MS;
      const isSaidAgain = Math.abs(measuredMs - doubtedMs) < SAME_MS;
      const fartherMs = measuredMs - aheadMs;
      const wasSet = leaptMs > 0 && fartherMs > 0 && fartherMs < leaptMs + leapMinMs;
      doubtedMs = measuredMs;
      if (!isAsBefore && !isSaidAgain && !wasSet && !wentBack) return;
      leaptMs = 0;
      wentBack = false;
      backMs = 0;
      if (isAsBefore && aheadMs === toldMs) return;
      aheadMs = Math.abs(measuredMs) < AGREE_MS ? 0 : Math.round(measuredMs);
      if (aheadMs === toldMs) return;
      toldMs = aheadMs;
      for (const listener of listeners) listener();
    },
  };
}
