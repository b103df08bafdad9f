import { DAY_MS } from '../core/clock.ts';
import type { Waiting } from './front.ts';
import { isOverload } from './overload.ts';

/** Everybody followed has a deadline; whose turn it is today. docs/signals.md. */
export interface TurnSettings {
  readonly nowMs: number;
  readonly deadlineDays: number;
  readonly quietDeadlineDays: number;
  /** Most turns that this edition has room for. */
  readonly turnsMax: number;
  /** Standing load: whether everybody can be heard in time. */
  readonly load: number;
  /** Days until the next draw; undefined: one. */
  readonly daysApart?: number;
}

export interface Turns {
  /** Everybody who waits, in the order in which they come. */
  readonly line: readonly Waiting[];
  /** So many of them have a turn today: where one finds no place, the next in line does. */
  readonly most: number;
  /** The smallest daily rate that meets every deadline. */
  readonly needed: number;
}

const URGENT_DRAWS = 2;
const LATE_SHARE_IN_A_PEAK = 0.25;
/** By score alone, who writes nothing that ranks well would be late for ever. */
const LATE_DAYS_TIMES_E = 4;
/** In an overload the same for all: weighed by rarity, quiet authors come first anyway. */
const OVERLOAD_DEADLINE_DAYS = 7;

export function takeTurns(waiting: readonly Waiting[], settings: TurnSettings): Turns {
  const { turnsMax } = settings;
  const drawsLeft = (one: Waiting) => drawsLeftOf(one, settings);
  const byDeadline = [...waiting].sort((a, b) => drawsLeft(a) - drawsLeft(b) || byScore(a, b));
  const needed = turnsNeeded(byDeadline.map(drawsLeft));
  const isFeasible = needed <= turnsMax;
  const inTime = byDeadline.filter((one) => drawsLeft(one) >= 0);
  const late = byDeadline.filter((one) => drawsLeft(one) < 0);
  const take = (order: readonly Waiting[], most: number): Turns => {
    const first = isFeasible ? dueToday(byDeadline, drawsLeft, turnsMax) : [];
    return { line: [...new Set([...first, ...order])], most, needed };
  };
  if (isOverload(settings.load)) {
    const isInTime = (one: Waiting) =>
      settings.nowMs - one.waitsSinceMs <= OVERLOAD_DEADLINE_DAYS * DAY_MS;
    const byRarity = [...waiting].sort(byRareScore);
    return take(
      [...byRarity.filter(isInTime), ...byRarity.filter((one) => !isInTime(one))],
      turnsMax,
    );
  }
  if (!isFeasible) {
    late.sort((a, b) => owedScore(b, settings) - owedScore(a, settings) || byScore(a, b));
    const forLate = late.slice(0, Math.ceil(turnsMax * LATE_SHARE_IN_A_PEAK));
    const forOthers = inTime.slice(0, turnsMax - forLate.length);
    // What nobody in time needs is for the late as well.
    return take([...forLate, ...forOthers, ...late, ...inTime], turnsMax);
  }
  const urgent = byDeadline.filter((one) => drawsLeft(one) <= URGENT_DRAWS);
  const others = byDeadline.filter((one) => drawsLeft(one) > URGENT_DRAWS).sort(byScore);
  return take([...urgent, ...others], needed);
}

/**
 * Whose last morning in time this is, with a link to share: they come before merit, so that a
 * story, which stands once, is told by whoever needs the place. So do those who are late by such a
 * story, where everybody can be in time.
 */
export function lastStories(
  waiting: readonly Waiting[],
  settings: TurnSettings,
): readonly Waiting[] {
  if (isOverload(settings.load)) return [];
  const drawsLeft = waiting.map((one) => drawsLeftOf(one, settings)).sort((a, b) => a - b);
  const isFeasible = turnsNeeded(drawsLeft) <= settings.turnsMax;
  const { daysApart = 1 } = settings;
  const isLast = (days: number) => days < daysApart && (days >= 0 || isFeasible);
  return waiting
    .filter((one) => one.linkKey !== null && isLast(daysLeftOf(one, settings)))
    .sort(byScore)
    .slice(0, settings.turnsMax);
}

/**
 * Who must be heard today so that all the others can be in time at `turnsMax` a day, whoever else is
 * heard: of those with so many whole days left, all but what the days after today have room for.
 */
function dueToday(
  byDeadline: readonly Waiting[],
  drawsLeft: (one: Waiting) => number,
  turnsMax: number,
): readonly Waiting[] {
  const due: Waiting[] = [];
  for (const [index, one] of byDeadline.entries()) {
    const draws = Math.max(1, Math.floor(drawsLeft(one)));
    const among = index + 1 - turnsMax * (draws - 1);
    if (among <= due.length) continue;
    const soon = byDeadline.slice(0, index + 1).filter((other) => !due.includes(other));
    due.push(...soon.sort(byScore).slice(0, among - due.length));
  }
  return due;
}

/**
 * Demand bound of earliest deadline first (doi:10.1145/321738.321743): the largest, over k, of the
 * k most urgent by the whole draws that the k-th has left.
 */
export function turnsNeeded(drawsLeftAscending: readonly number[]): number {
  const rate = (draws: number, index: number) =>
    Math.ceil((index + 1) / Math.max(1, Math.floor(draws)));
  return drawsLeftAscending.map(rate).reduce((most, one) => Math.max(most, one), 0);
}

/**
 * So many draws are left to be in time, of which there is one a day, unless the feed is drawn on
 * some days of the week alone; at the last of them a day is left. Below 0: late.
 */
function drawsLeftOf(one: Waiting, settings: TurnSettings): number {
  const { daysApart = 1 } = settings;
  const days = daysLeftOf(one, settings);
  return days < 0 ? days : (days + (daysApart - 1)) / daysApart;
}

function daysLeftOf(one: Waiting, settings: TurnSettings): number {
  const isQuiet = one.isQuiet || one.mayBeQuiet === true;
  const deadlineDays = isQuiet ? settings.quietDeadlineDays : settings.deadlineDays;
  return deadlineDays - (settings.nowMs - one.waitsSinceMs) / DAY_MS;
}

/** Ties break by what does not depend on the order of arrival. */
export function byScore(a: Waiting, b: Waiting): number {
  return b.scoreMicro - a.scoreMicro || a.diceKey - b.diceKey || (a.uri < b.uri ? -1 : 1);
}

function byRareScore(a: Waiting, b: Waiting): number {
  return rareScore(b) - rareScore(a) || byScore(a, b);
}

/** ln(score × e for each four days of the wait), in millionths. */
function owedScore(one: Waiting, { nowMs }: TurnSettings): number {
  const days = (nowMs - one.waitsSinceMs) / DAY_MS;
  return one.scoreMicro + Math.round((days / LATE_DAYS_TIMES_E) * 1e6);
}

/** ln(score / posts a day), in millionths: who writes ten times as often comes round as often. */
function rareScore(one: Waiting): number {
  return one.scoreMicro - Math.round(Math.log(one.postsPerDay) * 1e6);
}
