import { expect, test } from 'vitest';
import { openSnoozes } from '../../src/store/snoozes.ts';
import { statusJson } from '../support/entries.ts';
import { aKeptHome, day, KEEP_DAYS, lastChancesIn } from '../support/kept_home.ts';

test('what was put off has its place as that, and is not said to leave the store', async () => {
  const home = aKeptHome(['ada', 'bob']);
  home.say('ada', '1', day(0));
  for (let nth = 1; nth < KEEP_DAYS + 5; nth += 1) home.say('bob', `${100 + nth}`, day(nth));
  const { uri } = statusJson({ id: '1', by: 'ada', atMs: day(0) });
  const said = { uri, statusId: '1', atMs: day(12) };
  openSnoozes(home.database).snooze(said, day(KEEP_DAYS - 5));
  const signalsAt = (days: number) =>
    home.draw(day(days), true).entries.find(({ statusId }) => statusId === '1')?.signals;
  const later = KEEP_DAYS + 5;
  await home.keep(day(later));

  expect(lastChancesIn(home.draw(day(KEEP_DAYS - 3), true))).toEqual([]);
  expect(Object.keys(signalsAt(later) ?? {})).toEqual(expect.arrayContaining(['snoozed', 'turn']));
  openSnoozes(home.database).end({ ...said, atMs: day(later) });

  expect(lastChancesIn(home.draw(day(later + 1), true))).toEqual(['1']);
});
