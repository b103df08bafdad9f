import { expect, onTestFinished, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { hashUri } from '../../src/core/uri_hash.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { account, aHome, hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { exported, importLines, line, richHistory } from '../support/recording.ts';

test('what was counted at one moment is told in one order, whatever the keys of the file', async () => {
  const { database, receive } = aHome();
  const counted = (id: string, by: string, more: object) =>
    parseHomeEntry({ ...statusJson({ id, by, atMs: hours(1) }), ...more });
  // Known in this order, and told in that of the arrivals, which is another.
  receive(counted('2', 'bob', { reblogs_count: 1 }), hours(1.1));
  receive(counted('1', 'ada', { reblogs_count: 1 }), hours(1.1));
  for (const id of ['2', '1']) receive(counted(id, id === '1' ? 'ada' : 'bob', {}), hours(2));
  const keys = database.connection.prepare('update statuses set status_key = -status_key');
  expect(keys.run().changes).toBe(2);
  for (const table of ['arrivals', 'payloads', 'snapshots', 'server_ids', 'pool'])
    database.connection.exec(`update ${table} set status_key = -status_key`);
  const rebuilt = aNewDatabase();
  onTestFinished(() => rebuilt.close());

  const told = exported(database);
  await importLines(rebuilt, told);

  expect(exported(rebuilt)).toEqual(told);
});

/** The same lines in four orders, each drawn from a file of its own. */
async function drawnInFourOrders(lines: readonly string[]) {
  const shuffled = (seed: string) =>
    lines.toSorted((a, b) => (hashUri(seed + a).hash < hashUri(seed + b).hash ? -1 : 1));
  const orders = [lines, lines.toReversed(), shuffled('x'), shuffled('y')];
  return Promise.all(
    orders.map(async (order) => {
      const database = aNewDatabase();
      onTestFinished(() => database.close());
      await importLines(database, order);
      const feed = { ...MORNING, size: 20 };
      return drawEdition({ database, feed, seed: 'x', nowMs: hours(300), dryRun: true });
    }),
  );
}

test('a recording draws the same in whatever order its lines come', async () => {
  const drawn = await drawnInFourOrders([
    ...richHistory(),
    line(hours(200), 'edition', { feed: 'morning', seed: 'y', size: 2, entries: ['102', '103'] }),
    line(hours(201), 'exposure', { kind: 'seen', status_id: '102', via: 'page' }),
  ]);

  expect(drawn[0]?.entries.length).toBeGreaterThan(10);
  for (const one of drawn) expect(one).toEqual(drawn[0]);
});

test('how many follow somebody is what was told of last, whatever came first', async () => {
  const growing = richHistory().map((text) => {
    const told = JSON.parse(text);
    const { account: by } = told.payload;
    const days = Math.floor((Date.parse(told.at) - hours(0)) / 86_400_000);
    // Up, and down again: each of them has the least at both ends.
    if (by !== undefined)
      by.followers_count = by.username.length * 40 * 2 ** Math.min(days, 12 - days);
    return JSON.stringify(told);
  });

  const drawn = await drawnInFourOrders(growing);

  for (const one of drawn) expect(one).toEqual(drawn[0]);
});

test('a mention of the owner is one, though they are named after it', async () => {
  const mentions = [{ id: '1', username: 'me', acct: 'me' }];
  const drawn = await drawnInFourOrders([
    ...richHistory(),
    line(
      hours(280),
      'update',
      statusJson({ id: '900', by: 'ada', atMs: hours(280), more: { mentions } }),
    ),
  ]);

  const kindOf = (one: (typeof drawn)[number]) =>
    one.entries.find(({ statusId }) => statusId === '900')?.signals.kind?.value;
  expect(drawn.map(kindOf)).toEqual([3, 3, 3, 3]);
});

test('counts of what claims to be of the future have the age of its first sight, in any order', async () => {
  const ahead = richHistory().map((text) => {
    const told = JSON.parse(text);
    const post = told.payload.reblog ?? told.payload;
    if (post.id?.endsWith('03')) post.created_at = isoOf(hours(20_000));
    return JSON.stringify(told);
  });

  const drawn = await drawnInFourOrders(ahead);

  const percentiles = drawn[0]?.entries
    .filter(({ account: by }) => by.startsWith('dan@'))
    .map(({ signals }) => signals.own_percentile?.value);
  expect(percentiles?.some((value) => typeof value === 'number')).toBe(true);
  for (const one of drawn) expect(one).toEqual(drawn[0]);
});

test.each([
  [100, 5000],
  [5000, 100],
])('of two profiles of one moment, %i and %i followers, the same one holds', async (one, other) => {
  const told = (id: string, hour: number, followers_count: number) =>
    line(hours(hour), 'update', {
      ...statusJson({ id, by: 'ada', atMs: hours(hour) }),
      account: account('ada', { followers_count }),
    });
  const first = told('1', 1, one);
  const [same, changed] = [told('2', 2, one), told('3', 2, other)];

  const held = [
    [first, same, changed],
    [first, changed, same],
  ].map(async (order) => {
    const { database } = aHome();
    await importLines(database, order);
    return database.connection.prepare('select followers from accounts').pluck().all();
  });

  expect(await held[0]).toEqual(await held[1]);
});
