import { expect, test } from 'vitest';
import { keepUp } from '../../src/rank/upkeep.ts';
import { openActions } from '../../src/store/actions.ts';
import { openFollows } from '../../src/store/follows.ts';
import { account, hours } from '../support/entries.ts';
import { aPageWorld } from '../support/page_world.ts';

/** They are not enforced while running (performance), so this looks whether the code keeps them. */
test('every key leads to a row, after posts, boosts, follows, acts, deletes and an edition', () => {
  const { database, filing, login } = aPageWorld();
  const follows = openFollows(database, filing.accounts);
  const { loginKey } = login;
  follows.replaceAll(loginKey, [account('ada'), account('nils')], hours(25));
  follows.unfollow(loginKey, account('nils'), hours(26));
  openActions(database).record({ loginKey, statusId: '1001', kind: 'favourite', atMs: hours(26) });
  filing.forget(loginKey, '1002', hours(27));
  keepUp(database, hours(28), () => {});

  const dangling = database.connection.pragma('foreign_key_check');

  expect(dangling).toEqual([]);
});
