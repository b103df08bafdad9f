import { expect, test } from 'vitest';
import { aDialledHome } from '../support/dialled_home.ts';
import { hours } from '../support/entries.ts';

const DAY = 24;

test('an author is owed for as many days as the last offer in an opened edition is ago', () => {
  const owedAfter = (days: number, isOpened: boolean) => {
    const posts = [200, 201, 202].map((hour) => ({ by: 'ada', hour }));
    const home = aDialledHome(posts, ['ada']);
    const first = home.draw({ size: 1, nowMs: hours(210), isReal: true });
    const uris = first.entries.map(({ uri }) => uri);
    if (isOpened) home.see(first.edition as number, uris, hours(211));
    const { entries } = home.draw({ size: 1, nowMs: hours(210 + days * DAY) });
    return entries[0]?.signals.debt?.value;
  };

  expect([1, 3, 5, 7, 9].map((days) => owedAfter(days, true))).toEqual([1, 3, 5, 7, 7]);
  expect(owedAfter(3, false)).toBe(7);
});

test('the load is that of the places in editions that are opened', () => {
  const loadAfter = (opened: readonly number[]) => {
    const posts = Array.from({ length: 12 }, (_, nth) => ({ by: `p${nth}`, hour: 200 + nth }));
    const home = aDialledHome(
      posts,
      posts.map(({ by }) => by),
    );
    for (const day of [0, 1, 2, 3]) {
      const nowMs = hours(240 + day * DAY);
      const { edition, entries } = home.draw({ size: 2, nowMs, isReal: true });
      const uris = entries.slice(0, 1).map(({ uri }) => uri);
      if (opened.includes(day)) home.see(edition as number, uris, hours(241 + day * DAY));
    }
    return home.draw({ size: 2, nowMs: hours(240 + 4 * DAY) }).report.load;
  };

  const whole = loadAfter([0, 1, 2, 3]);

  expect(whole).toBeGreaterThan(0);
  expect(loadAfter([0, 2])).toBeCloseTo(2 * whole, 2);
  expect(loadAfter([3])).toBeCloseTo(4 * whole, 2);
});
