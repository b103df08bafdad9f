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

test('who was offered in an opened edition waits since then, however old what else they have', () => {
  const waitedAfter = (isOpened: boolean) => {
    const posts = [1, 2, 3].map((hour) => ({ by: 'ada', hour }));
    const home = aDialledHome(posts, ['ada']);
    const quotas = { turns: 1, boosted: 0, resurfaced: 0, wildcard: 0 };
    const { edition } = home.draw({ size: 1, quotas, nowMs: hours(240), isReal: true });
    if (isOpened) home.see(edition as number, ['https://example.social/other'], hours(241));
    const { entries } = home.draw({ size: 1, quotas, nowMs: hours(240 + 2 * DAY) });
    return entries[0]?.signals.turn?.value;
  };

  expect([waitedAfter(true), waitedAfter(false)]).toEqual([2, 11]);
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

test('of several editions a day the places of all count', () => {
  const loadAfter = (hoursApart: number) => {
    const posts = Array.from({ length: 12 }, (_, nth) => ({ by: `p${nth}`, hour: 200 + nth }));
    const people = posts.map(({ by }) => by);
    const home = aDialledHome(posts, people);
    for (let hour = 240; hour < 288; hour += hoursApart) {
      const { edition } = home.draw({ size: 2, nowMs: hours(hour), isReal: true });
      home.see(edition as number, ['https://example.social/other'], hours(hour));
    }
    return home.draw({ size: 2, nowMs: hours(288) }).report.load;
  };

  expect(loadAfter(4)).toBeCloseTo(loadAfter(24) / 6, 3);
  expect(loadAfter(48)).toBeCloseTo(loadAfter(24), 3);
});

test('the load is the places a day in which all come round, by how seldom each posts', () => {
  // Four days after the first: three posts of one, one of each of the others.
  const posts = ['ada', 'ada', 'ada', 'bob', 'cleo'].map((by, nth) => ({ by, hour: 144 + nth }));
  const home = aDialledHome(posts, ['ada', 'bob', 'cleo']);
  const { load } = home.draw({ size: 1, nowMs: hours(240) }).report;

  const rate = (count: number) => (count + 0.5) / (4 + 2);
  const places = [3, 1, 1].map((count) => 1 / (13 + 1 / rate(count)));
  expect(load).toBeCloseTo(
    places.reduce((sum, one) => sum + one, 0),
    3,
  );
});

test('an edition that another took the place of within twenty hours is none that was not opened', () => {
  const loadAfter = (hoursBetween: number) => {
    const home = aDialledHome(
      [
        { by: 'ada', hour: 200 },
        { by: 'bob', hour: 201 },
      ],
      ['ada', 'bob'],
    );
    home.draw({ size: 2, nowMs: hours(240), isReal: true });
    const { edition, entries } = home.draw({
      ...{ size: 2, nowMs: hours(240 + hoursBetween), isReal: true },
    });
    home.see(edition as number, [entries[0]?.uri ?? ''], hours(270));
    return home.draw({ size: 1, nowMs: hours(271) }).report.load;
  };

  expect(loadAfter(15)).toBeCloseTo(loadAfter(1), 3);
  expect(loadAfter(21)).toBeCloseTo(2 * loadAfter(1), 2);
});
