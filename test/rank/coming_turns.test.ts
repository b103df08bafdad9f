import { expect, test } from 'vitest';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { aDialledHome } from '../support/dialled_home.ts';
import { hours } from '../support/entries.ts';

/** A home in which so many people wait; what is said of the first who has no place. */
function toldOfWho(people: number, more: Partial<Feed>) {
  const names = Array.from({ length: people }, (_, nth) => `p${nth}`);
  const home = aDialledHome(
    names.map((by, nth) => ({ by, hour: 200 + (nth % 24) })),
    names,
  );
  const feed = { ...MORNING, size: 10, ...more };
  const { entries } = home.draw({ ...feed, isReal: true });
  const placed = new Set(entries.map(({ statusId }) => statusId));
  const status = `${100 + names.findIndex((_, nth) => !placed.has(`${100 + nth}`))}`;
  const { leftOut, missed } = explainStatus({
    database: home.database,
    feed,
    nowMs: hours(241),
    status,
  });
  return { leftOut, words: missed?.changes.map(({ words }) => words)[0] };
}

test('a turn is promised by its deadline where everybody can be heard in time', () => {
  expect(toldOfWho(70, { deadlineDays: 60, quietDeadlineDays: 60 })).toEqual({
    leftOut: 'others weighed more, and the turn of its author comes later',
    words: 'the turn of its author comes by their deadline',
  });
});

test('where more wait than there is room for, no deadline is promised', () => {
  expect(toldOfWho(300, {})).toEqual({
    leftOut: 'others weighed more, and the turn of its author comes later',
    words:
      'more wait for a turn than there is room for: that of its author may come after their deadline',
  });
});

test('a feed without places for turns promises none', () => {
  const quotas = { ...MORNING.quotas, turns: 0 };

  expect(toldOfWho(300, { quotas }).leftOut).toBe(
    'others weighed more: it did not come near the edition',
  );
  expect(toldOfWho(300, { quotas, order: 'as it came' })).toEqual({
    leftOut: 'newer ones took the places',
    words: undefined,
  });
});
