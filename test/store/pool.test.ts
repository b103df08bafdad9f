import { expect, test } from 'vitest';
import { openExposures } from '../../src/store/exposures.ts';
import { openPool } from '../../src/store/pool.ts';
import { aHome, boost, hours, post } from '../support/entries.ts';

const ada = { id: '101', by: 'ada', atMs: hours(1) };
const bob = { id: '102', by: 'bob', atMs: hours(2) };

function read({ database }: ReturnType<typeof aHome>, table: string) {
  return database.connection.prepare(`select * from ${table} order by status_key`).all();
}

test('the candidates are the same before and after the pool takes them in', () => {
  const home = aHome();
  home.receive(post(ada), hours(1));
  home.receive(post(bob), hours(2));
  home.receive(boost('201', 'bob', hours(3), ada), hours(3));
  const before = read(home, 'candidates');

  openPool(home.database).pour();

  expect(before).toMatchObject([{ boosters: 1 }, { boosters: 0, arrived_ms: hours(2) }]);
  expect(read(home, 'candidates')).toEqual(before);
  expect(read(home, 'pool')).toHaveLength(2);
});

test('what was seen before the pool reached it never enters, and does once that is undone', () => {
  const home = aHome();
  home.receive(post(ada), hours(1));
  const seen = { uri: post(ada).status.uri, kind: 'seen', atMs: hours(2), via: 'page' } as const;
  openExposures(home.database).record([seen]);
  openPool(home.database).pour();
  const meanwhile = read(home, 'pool');

  openExposures(home.database).record([{ ...seen, atMs: hours(3), undo: true }]);

  expect([meanwhile, read(home, 'pool').length]).toEqual([[], 1]);
});

test('the pool takes candidates in by the thousand while they come', () => {
  const home = aHome();
  const posts = Array.from({ length: 8_200 }, (_, nth) =>
    post({ ...ada, id: `${1_000 + nth}`, by: `p${nth % 50}` }),
  );
  const receive = (from: number, to: number) => {
    home.filing.file(home.login.loginKey, posts.slice(from, to), { atMs: hours(4), how: 'sweep' });
    return read(home, 'pool').length;
  };

  expect([receive(0, 8_000), receive(8_000, 8_190)]).toEqual([0, 0]);
  expect(receive(8_190, 8_195)).toBe(8_195);
  expect(receive(8_195, 8_200)).toBe(8_195);
  expect(read(home, 'candidates')).toHaveLength(8_200);
});

test('what a rolled-back transaction poured is gone with its posts, and is poured again', () => {
  const home = aHome();
  const receive = (from: number, to: number) => {
    const posts = Array.from({ length: to - from }, (_, nth) =>
      post({ ...ada, id: `${10_000 + from + nth}`, by: `p${nth % 50}` }),
    );
    home.filing.file(home.login.loginKey, posts, { atMs: hours(4), how: 'sweep' });
    return read(home, 'pool').length;
  };
  receive(0, 8_190);
  const failing = () =>
    home.database.transaction(() => {
      receive(8_190, 8_300);
      throw new RangeError('something else went wrong');
    });

  expect(failing).toThrow('something else');
  expect(read(home, 'pool')).toEqual([]);
  expect(receive(8_190, 8_300)).toBe(8_300);
});
