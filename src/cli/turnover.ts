import { DAY_MS, type EpochMs, HOUR_MS } from '../core/clock.ts';
import type { Intake } from '../store/intake.ts';

/** A home on Mastodon holds so many entries; what falls out of it is gone. */
export const HOME_ENTRIES = 800;
const MEASURED_DAYS = 28;

export interface Turnover {
  /** The shortest time in which a whole home passed; undefined: not so much ever did. */
  readonly shortestMs: number | undefined;
  /** Entries a day, over the time that was measured. */
  readonly perDay: number;
  readonly overMs: number;
}

/**
 * How fast the owner's home turns over, from the hours in which what is stored entered it. The
 * busiest stretch counts, not the average: what is missed in it is a hole. An hour in a hole that
 * is not read yet says nothing of the rate. undefined: nothing is stored of the last four weeks.
 */
export function measureTurnover(intake: Pick<Intake, 'byHour' | 'holes'>, nowMs: EpochMs) {
  const inflow = measureInflow(intake, nowMs);
  if (inflow === undefined) return undefined;
  const { hours, arrivals, overMs } = inflow;
  const turnover: Turnover = {
    shortestMs: shortest(hours.map(({ hour, arrivals: count }) => [hour, count] as const)),
    perDay: Math.round((arrivals * DAY_MS) / overMs),
    overMs,
  };
  return turnover;
}

/**
 * How many entries came in how many days, >= 1, of the last four weeks: of those that are known.
 * Who begins has a home of some hours, an hour at least: `overMs`.
 */
export function measureInflow(intake: Pick<Intake, 'byHour' | 'holes'>, nowMs: EpochMs) {
  const fromMs = (Math.floor(nowMs / HOUR_MS) * HOUR_MS - MEASURED_DAYS * DAY_MS) as EpochMs;
  const hours = intake.byHour(fromMs, nowMs);
  if (hours.length === 0) return undefined;
  const nowHour = (nowMs - fromMs) / HOUR_MS;
  const read = amongHours(hours, nowHour, readHours(intake, fromMs, nowMs));
  // On the first day all lies in the hole of what came before, and only the home itself tells: of
  // the days before it no more is known than the pages of those who were read already.
  const ofHome = () => {
    const own = hours.map((one) => ({ ...one, arrivals: one.arrivals - one.read_back }));
    const held = own.filter(({ arrivals: count }) => count > 0);
    return amongHours(held, nowHour, () => true);
  };
  const { arrivals, span } = read.span < DAY_HOURS ? ofHome() : read;
  const days = Math.max(1, span / DAY_HOURS);
  return { hours, arrivals, days, overMs: Math.max(1, span) * HOUR_MS };
}

const DAY_HOURS = DAY_MS / HOUR_MS;

/** What came in those hours that are read, and how many they are since the first of them. */
function amongHours(
  hours: ReturnType<Intake['byHour']>,
  nowHour: number,
  isRead: (hour: number) => boolean,
) {
  const read = hours.filter(({ hour }) => isRead(hour));
  const firstHour = read[0]?.hour ?? nowHour;
  let unread = 0;
  for (let hour = firstHour; hour < nowHour; hour += 1) if (!isRead(hour)) unread += 1;
  const arrivals = read.reduce((sum, { arrivals: count }) => sum + count, 0);
  return { arrivals, span: nowHour - firstHour - unread };
}

/** Whether an hour, counted from `fromMs`, lies in no open hole as a whole. */
function readHours(intake: Pick<Intake, 'holes'>, fromMs: EpochMs, nowMs: EpochMs) {
  const open = intake.holes(fromMs, nowMs).filter(({ state }) => state === 'open');
  return (hour: number): boolean => {
    const beginMs = fromMs + hour * HOUR_MS;
    return !open.some(
      ({ from_ms, to_ms }) => from_ms <= beginMs && beginMs + HOUR_MS <= (to_ms ?? nowMs),
    );
  };
}

/** Within an hour entries are taken to be spread evenly. */
function shortest(hours: readonly (readonly [hour: number, arrivals: number])[]) {
  let best: number | undefined;
  for (let from = 0; from < hours.length; from += 1) {
    let sum = 0;
    for (let to = from; to < hours.length; to += 1) {
      const [hour, arrivals] = hours[to] as readonly [number, number];
      const missing = HOME_ENTRIES - sum;
      sum += arrivals;
      if (sum < HOME_ENTRIES) continue;
      const [begin] = hours[from] as readonly [number, number];
      const spanMs = (hour - begin + missing / arrivals) * HOUR_MS;
      best = Math.min(best ?? spanMs, spanMs);
      break;
    }
  }
  return best;
}
