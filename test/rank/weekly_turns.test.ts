import { expect, test } from 'vitest';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { aDialledHome } from '../support/dialled_home.ts';
import { hours } from '../support/entries.ts';

const DAY = 24;
const SATURDAYS: Partial<Feed> = { schedule: { at: '05:30', days: ['sat'] } };
const PEOPLE = Array.from({ length: 40 }, (_, nth) => `p${nth}`);

/** Forty wait, with six days left when it is drawn on day 10; of 20 places 8 are for turns. */
function reportOf(feed: Partial<Feed>, otherDrawnOnDay?: number, drawnOnDays: number[] = []) {
  const posts = PEOPLE.map((by) => ({ by, hour: 200 }));
  const home = aDialledHome(posts, PEOPLE);
  const whole = { ...MORNING, size: 20, deadlineDays: 8, quietDeadlineDays: 8, ...feed };
  if (otherDrawnOnDay !== undefined) {
    const nowMs = hours(otherDrawnOnDay * DAY);
    home.draw({ ...whole, name: 'other', nowMs, isReal: true });
  }
  for (const day of drawnOnDays) {
    const { edition } = home.draw({ ...whole, nowMs: hours(day * DAY), isReal: true });
    home.see(edition as number, ['https://example.social/other'], hours(day * DAY));
  }
  const { report, entries } = home.draw({ ...whole, nowMs: hours(10 * DAY) });
  const waiting = PEOPLE.length - entries.filter(({ signals }) => !signals.turn).length;
  return { ...report, waiting };
}

test('who would be late at the next draw of a week is due at this one', () => {
  const daily = reportOf({});
  const weekly = reportOf(SATURDAYS);

  expect(daily.turnsNeeded).toBe(Math.ceil(daily.waiting / 6));
  expect(weekly.turnsNeeded).toBe(weekly.waiting);
  expect([daily.turnsTaken, weekly.turnsTaken]).toEqual([daily.turnsNeeded, 8]);
  expect(weekly.load).toBeCloseTo(7 * daily.load, 2);
});

test('where another feed is drawn between its draws, turns are given there as well', () => {
  const { turnsNeeded } = reportOf({});

  expect(reportOf(SATURDAYS, 9).turnsNeeded).toBe(turnsNeeded);
  expect(reportOf(SATURDAYS, 3).turnsNeeded).toBeGreaterThan(turnsNeeded);
  expect(reportOf(SATURDAYS, 10).turnsNeeded).toBeGreaterThan(turnsNeeded);
});

test('two days of a week are half a week apart', () => {
  const { turnsNeeded, waiting } = reportOf({ schedule: { at: '05:30', days: ['sat', 'sun'] } });

  expect(turnsNeeded).toBe(Math.ceil(waiting / 2));
});

test('a feed that is drawn each week by hand counts its turns as one of Saturdays', () => {
  const byHand = (days: number[]) => reportOf({}, undefined, days);
  const { turnsNeeded } = reportOf({});

  expect(byHand([-11, -4, 3])).toEqual(reportOf(SATURDAYS));
  expect(byHand([-11, -4, 3, 3.5])).toEqual(reportOf(SATURDAYS));
  expect(byHand([-4, 3]).turnsNeeded).toBe(turnsNeeded);
  expect(byHand([-11, -4, 3, 8]).turnsNeeded).toBeLessThan(byHand([-11, -4, 3]).turnsNeeded);
});
