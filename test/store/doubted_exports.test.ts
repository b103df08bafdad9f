import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { MINUTE_MS } from '../../src/core/clock.ts';
import { aHome, boost, hours, post } from '../support/entries.ts';
import { exported } from '../support/recording.ts';

function aHomeWithABoost() {
  const home = aHome();
  home.receive(post({ id: '5', by: 'ada', atMs: hours(1) }), hours(1));
  home.receive(boost('9', 'bob', hours(2), { id: '6', by: 'far', atMs: hours(1) }), hours(2));
  return home;
}

test.each([
  ['post', '5'],
  ['boost', '9'],
  ['boosted post', '6'],
])('a %s that is asked about once more is exported meanwhile as it was', (_, id) => {
  const { database, filing, login } = aHomeWithABoost();
  const before = exported(database);

  filing.withdraw(login.loginKey, id, hours(3), (hours(3) + 10 * MINUTE_MS) as EpochMs);

  expect(exported(database)).toEqual(before);
});

test('what the stream said is deleted is not exported', () => {
  const { database, filing, login } = aHomeWithABoost();

  filing.withdraw(login.loginKey, '5', hours(3));

  expect(exported(database).filter((line) => line.includes('ada says'))).toEqual([]);
});
