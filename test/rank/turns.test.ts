import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { choose } from '../../src/rank/choose.ts';
import type { Waiting } from '../../src/rank/front.ts';
import { lastStories, type TurnSettings, takeTurns, turnsNeeded } from '../../src/rank/turns.ts';
import { aCandidate } from '../support/candidates.ts';

const DAY_MS = 86_400_000;
const RUNS = { numRuns: 300, seed: 42 };
const DEADLINES = { deadlineDays: 13, quietDeadlineDays: 3 };
/** Evenly in hundredths: half of all doubles lie below 1e-150. */
const daysUpTo = (most: number) => fc.integer({ min: 0, max: 100 * most }).map((one) => one / 100);
const inTime = fc.array(daysUpTo(13), {
  minLength: 1,
  maxLength: 60,
  size: 'max',
});

/** Whether so many a day, the most urgent first, meet every deadline; whole days, at least one. */
function isMet(daysLeft: readonly number[], turnsADay: number): boolean {
  const days = daysLeft.map((left) => Math.max(1, Math.floor(left))).sort((a, b) => a - b);
  return days.every((left, nth) => Math.floor(nth / turnsADay) + 1 <= left);
}

test('the turns that are needed are the fewest with which every deadline is met', () => {
  fc.assert(
    fc.property(inTime, (daysLeft) => {
      const needed = turnsNeeded([...daysLeft].sort((a, b) => a - b));

      expect(isMet(daysLeft, needed)).toBe(true);
      expect(needed === 1 || !isMet(daysLeft, needed - 1)).toBe(true);
    }),
    RUNS,
  );
});

interface Waiter {
  readonly author: number;
  readonly sinceDay: number;
  readonly isQuiet: boolean;
  readonly score: number;
}

const waiter = fc.record({
  sinceDay: daysUpTo(20),
  isQuiet: fc.boolean(),
  score: fc.integer({ min: -3_000_000, max: 3_000_000 }),
});

function waitingOf({ author, sinceDay, isQuiet, score }: Waiter): Waiting {
  const waitsSinceMs = Math.round(sinceDay * DAY_MS);
  return { ...aCandidate(author, { isQuiet, scoreMicro: score }), waitsSinceMs };
}

/** Whose turn it is where everybody finds a place. */
function takenOf(waiting: readonly Waiting[], settings: TurnSettings) {
  const { line, most, needed } = takeTurns(waiting, settings);
  return { taken: line.slice(0, most), needed };
}

test('nobody is late while every morning’s demand stays within the turns', () => {
  let mornings = 0;
  fc.assert(
    fc.property(
      fc.array(waiter, { minLength: 20, maxLength: 80, size: 'max' }),
      fc.integer({ min: 3, max: 14 }),
      fc.constantFrom(0.3, 0.9),
      (all, turnsMax, load) => {
        const people = all.map((one, author) => ({ ...one, author }));
        const served = new Set<number>();
        for (let day = 1; day <= 34; day += 1) {
          const waiting = people
            .filter(({ author, sinceDay }) => sinceDay <= day && !served.has(author))
            .map(waitingOf);
          const settings = { nowMs: day * DAY_MS, ...DEADLINES, turnsMax, load };
          const { taken, needed } = takenOf(waiting, settings);
          // From here on it cannot be kept, and is said to be so.
          if (needed > turnsMax) return;
          mornings += 1;
          for (const { isQuiet, waitsSinceMs } of waiting)
            expect((day * DAY_MS - waitsSinceMs) / DAY_MS).toBeLessThanOrEqual(isQuiet ? 3 : 13);
          expect(taken.length).toBeLessThanOrEqual(turnsMax);
          for (const { statusKey } of taken) served.add(statusKey);
          // Whoever comes tomorrow may be too many; those of today are not.
          const tomorrow = waiting
            .filter(({ statusKey }) => !served.has(statusKey))
            .map((one) => (one.isQuiet ? 3 : 13) - day - 1 + one.waitsSinceMs / DAY_MS);
          expect(turnsNeeded(tomorrow.sort((a, b) => a - b))).toBeLessThanOrEqual(turnsMax);
        }
        expect(served.size).toBe(people.length);
      },
    ),
    RUNS,
  );
  expect(mornings).toBeGreaterThan(2_000);
});

test('nor in a whole edition, whatever else wants its places, and wherever they link to', () => {
  // Ten places, four of them turns; the best by merit are somebody else’s, every morning.
  const size = 10;
  const turnsMax = 4;
  let kept = 0;
  fc.assert(
    fc.property(fc.array(waiter, { minLength: 5, maxLength: 30, size: 'max' }), (all) => {
      const people = all.map((one, author) => ({ ...one, author, score: one.score - 9_000_000 }));
      const served = new Set<number>();
      for (let day = 1; day <= 34; day += 1) {
        const waiting = people
          .filter(({ author, sinceDay }) => sinceDay <= day && !served.has(author))
          .map((one) => ({ ...waitingOf(one), site: 'tube.example' }));
        const others = Array.from({ length: 40 }, (_, nth) =>
          aCandidate(1_000 + day * 100 + nth, { drawKey: -1e-9 * (nth + 1) }),
        );
        const front = [...others, ...waiting];
        const { entries, turnsNeeded: needed } = choose(
          { front, waiting, wanted: [], byChance: [] },
          {
            feed: {
              ...{ ...MORNING, size, perSite: 1 },
              quotas: { ...MORNING.quotas, turns: 0.4, wildcard: 0 },
            },
            nowMs: day * DAY_MS,
            lastDrawnAtMs: 0,
            load: 0.3,
          },
        );
        if (needed > turnsMax) return;
        for (const { isQuiet, waitsSinceMs } of waiting)
          expect((day * DAY_MS - waitsSinceMs) / DAY_MS).toBeLessThanOrEqual(isQuiet ? 3 : 13);
        for (const { candidate } of entries) served.add(candidate.statusKey);
        kept += 1;
      }
    }),
    { ...RUNS, numRuns: 100 },
  );
  expect(kept).toBeGreaterThan(500);
});

test('in an overload rare voices come round, a week’s waits before older ones', () => {
  const nowMs = 30 * DAY_MS;
  const waits = (author: number, days: number, postsPerDay: number): Waiting => ({
    // Who posts often has the better posts, by e.
    ...aCandidate(author, { postsPerDay, isQuiet: postsPerDay < 0.15, linkKey: author }),
    scoreMicro: postsPerDay > 1 ? 1_000_000 : 0,
    waitsSinceMs: nowMs - days * DAY_MS,
  });
  const rare = [waits(41, 5, 0.05), waits(42, 6, 0.06)];
  const loud = Array.from({ length: 20 }, (_, nth) => waits(10 + nth, 1, 2));
  const old = [waits(3, 10, 0.05), waits(4, 12, 0.05)];
  const settings = { nowMs, ...DEADLINES, turnsMax: 3, load: 0.9 };

  const { taken } = takenOf([...old, ...loud, ...rare], settings);

  expect(taken.map(({ statusKey }) => statusKey)).toEqual([41, 42, 10]);
  // Nor do stories come before merit there.
  const dying = [waits(5, 12.5, 2)];
  expect(lastStories(dying, settings)).toEqual([]);
  expect(lastStories(dying, { ...settings, load: 0.3 })).toEqual(dying);
});

test('who is late by a story comes before merit too, where everybody can be in time', () => {
  const nowMs = 30 * DAY_MS;
  const late = (nth: number): Waiting => ({
    ...aCandidate(nth, { linkKey: nth }),
    waitsSinceMs: nowMs - 14 * DAY_MS,
  });
  const settings = { nowMs, ...DEADLINES, turnsMax: 3, load: 0.3 };

  expect(lastStories([1, 2, 3].map(late), settings)).toHaveLength(3);
  expect(lastStories([1, 2, 3, 4].map(late), settings)).toEqual([]);
});

test('who has two days left comes before better posts that have time', () => {
  const nowMs = 30 * DAY_MS;
  const waits = (author: number, daysLeft: number, scoreMicro: number): Waiting => ({
    ...aCandidate(author, { scoreMicro }),
    waitsSinceMs: nowMs - (DEADLINES.deadlineDays - daysLeft) * DAY_MS,
  });
  const soon = [1, 2, 3].map((author) => waits(author, 2, -2_000_000));
  const others = Array.from({ length: 50 }, (_, nth) => waits(10 + nth, 10, 1_000_000));
  const settings = { nowMs, ...DEADLINES, turnsMax: 20, load: 0.3 };

  const { taken, needed } = takenOf([...others, ...soon], settings);

  expect(needed).toBeLessThan(settings.turnsMax);
  expect(taken.map(({ statusKey }) => statusKey).slice(0, 3)).toEqual([1, 2, 3]);
});

test('in a peak a quarter of the turns is for the late, the rest by deadline for who is in time', () => {
  const nowMs = 30 * DAY_MS;
  const waits = (author: number, days: number): Waiting => ({
    ...aCandidate(author, { scoreMicro: author * 1000 }),
    waitsSinceMs: nowMs - days * DAY_MS,
  });
  const late = Array.from({ length: 40 }, (_, nth) => waits(100 + nth, 14));
  const inTime = Array.from({ length: 60 }, (_, nth) => waits(nth, 12.9 - nth / 100));
  const settings = { nowMs, ...DEADLINES, turnsMax: 8, load: 0.5 };

  const { taken } = takenOf([...inTime, ...late], settings);

  const names = taken.map(({ statusKey }) => statusKey);
  expect(names).toEqual([139, 138, 0, 1, 2, 3, 4, 5]);
});

test('in a peak, what nobody in time needs of the room is for the late', () => {
  const nowMs = 30 * DAY_MS;
  const late = Array.from({ length: 40 }, (_, nth) => ({
    ...aCandidate(nth, { isQuiet: true }),
    waitsSinceMs: nowMs - (5 + nth) * DAY_MS,
  }));
  const inTime = [50, 51, 52].map((nth) => ({ ...aCandidate(nth), waitsSinceMs: nowMs }));
  const settings = { nowMs, ...DEADLINES, turnsMax: 8, load: 0.5 };

  const { taken } = takenOf([...late, ...inTime], settings);

  expect(taken).toHaveLength(8);
  expect(taken.map(({ statusKey }) => statusKey)).toEqual(expect.arrayContaining([50, 51, 52]));
});

test('in a peak, who has been late for long comes before who is late by a better post', () => {
  const nowMs = 30 * DAY_MS;
  const waits = (author: number, days: number, scoreMicro: number): Waiting => ({
    ...aCandidate(author, { isQuiet: true, scoreMicro }),
    waitsSinceMs: nowMs - days * DAY_MS,
  });
  const long = [waits(1, 13, 0), waits(2, 12, 0)];
  const better = Array.from({ length: 40 }, (_, nth) => waits(10 + nth, 4, 1_500_000));
  const settings = { nowMs, ...DEADLINES, turnsMax: 8, load: 0.5 };

  const { taken, needed } = takenOf([...better, ...long], settings);

  expect(needed).toBeGreaterThan(settings.turnsMax);
  expect(taken.slice(0, 2).map(({ statusKey }) => statusKey)).toEqual([1, 2]);
});

test('in a peak the late come by score × e for each four days of their wait', () => {
  const nowMs = 30 * DAY_MS;
  const waits = (author: number, days: number, scoreMicro: number): Waiting => ({
    ...aCandidate(author, { scoreMicro }),
    waitsSinceMs: nowMs - days * DAY_MS,
  });
  const late = [waits(1, 20, 0), waits(2, 16, 1_100_000), waits(3, 16, 900_000)];
  const inTime = Array.from({ length: 40 }, (_, nth) => waits(10 + nth, 12, 0));
  const settings = { nowMs, ...DEADLINES, turnsMax: 12, load: 0.3 };

  const { taken } = takenOf([...late, ...inTime], settings);

  expect(taken.slice(0, 3).map(({ statusKey }) => statusKey)).toEqual([2, 1, 3]);
});
