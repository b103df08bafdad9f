import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../src/core/clock.ts';
import type { Edition } from '../../src/core/edition.ts';
import type { Feed } from '../../src/core/feed.ts';
import type { Database } from '../../src/store/database.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aBusyHome, FEED, nightOf } from '../support/read_home.ts';

/** What `stats` says after a week of editions, of each of which `share` was seen. */
async function statsAfter(share: number, others: readonly Feed[] = [], lastShare = share) {
  const nowMs = (nightOf(13) + HOUR_MS) as EpochMs;
  const home = aCommandLine({ time: { now: () => nowMs, after: () => () => {} } });
  mkdirSync(dirname(home.databaseFile), { recursive: true });
  const told = aBusyHome(14, home.databaseFile);
  const feed = { ...FEED, size: 40 };
  const read = (edition: Edition, part: number) => {
    const atMs = (edition.drawnAtMs + DAY_MS / 12) as EpochMs;
    const place = { edition: edition.edition as number, via: 'page' };
    for (const { uri, position } of edition.entries.slice(0, part * edition.size))
      openExposures(told.database).record([{ uri, kind: 'seen', atMs, position, ...place }]);
  };
  told.draw(nightOf(7), 'not read', false, feed);
  for (let day = 8; day < 13; day += 1) {
    read(told.draw(nightOf(day), `${day}`, false, feed), day === 12 ? lastShare : share);
    for (const other of others) read(told.draw(nightOf(day), `${day}`, false, other), 1);
  }
  told.database.close();
  const write = { columns: 60 };
  let said = '';
  const stdout = {
    isTerminal: false,
    ...write,
    write: async (text: string) => {
      said += text;
    },
  };
  const document = JSON.parse((await home.run(['stats', '--json'])).stdout);
  await home.run(['stats'], { stdout });
  return { reading: document.reading, said };
}

test('after a week in which no edition was finished, a size in minutes is suggested', async () => {
  const { reading, said } = await statsAfter(0.5);

  expect(reading.suggestion).toMatchObject({
    unfinished: 5,
    size: expect.stringMatching(/^\d min$/),
  });
  expect(reading.feeds).toMatchObject([{ editions: 6, finished: 0, entries: 144, seen: 60 }]);
  expect(said.replace(/\s+/g, ' ')).toContain(
    'of 5 editions that you read in this week none was finished',
  );
  expect(Math.max(...said.split('\n').map((one) => one.length))).toBeLessThanOrEqual(60);
});

test('that a short feed is finished each day hides nothing of one that never is', async () => {
  const { reading } = await statsAfter(0.5, [{ ...FEED, name: 'pictures', size: 4 }]);

  expect(reading.feeds).toMatchObject([
    { feed: 'morning', finished: 0 },
    { feed: 'pictures', editions: 5, finished: 5 },
  ]);
  expect(reading.suggestion).toMatchObject({ feed: 'morning', unfinished: 5 });
});

test('where one was read to the end, or none at all, nothing is suggested', async () => {
  const finished = await statsAfter(1);
  const unread = await statsAfter(0);
  const atLast = await statsAfter(0.5, [], 1);

  for (const { reading } of [finished, unread, atLast]) expect(reading.suggestion).toBeNull();
  expect(finished.reading.feeds).toMatchObject([{ finished: 5 }]);
});

test('what each follow costs in minutes stands there, the most first', async () => {
  const { reading, said } = await statsAfter(1);

  const [first] = reading.follows_cost;
  expect(first).toMatchObject({ account: expect.stringContaining('@'), taken_up: 0 });
  expect(first.minutes_a_week).toBeGreaterThan(0);
  const words = `${first.arrivals} came, ${first.minutes_a_week.toFixed(1)} min a week;`;
  expect(said.replace(/\s+/g, ' ')).toContain(words);
});

/** What follows cost and bring after so many days; `read` may read before. */
async function costsAfter(days: number, read: (database: Database) => void = () => {}) {
  const nowMs = nightOf(days);
  const home = aCommandLine({ time: { now: () => nowMs, after: () => () => {} } });
  mkdirSync(dirname(home.databaseFile), { recursive: true });
  const { database } = aBusyHome(days, home.databaseFile);
  read(database);
  database.close();
  return (await home.json('stats')).reading.follows_cost;
}

test('what a follow costs are the minutes that a week of its posts takes', async () => {
  const minutes = new Map<unknown, unknown>();
  const costs = await costsAfter(21, (database) => {
    const seconds = '3 * count(*) + sum(length) / 20.0 + 4 * sum(media)';
    const weekly = database.connection.prepare(
      `select handle, (${seconds}) / 60 / 3 as minutes
         from arrivals
         join statuses using (status_key)
         join accounts on account_key = coalesce(booster_key, author_key)
        group by handle`,
    );
    for (const { handle, minutes: each } of weekly.all() as Record<string, unknown>[])
      minutes.set(handle, each);
  });

  expect(costs).toHaveLength(8);
  for (const { account, minutes_a_week: told } of costs)
    expect(Math.abs(told / (minutes.get(account) as number) - 1), account).toBeLessThan(0.1);
});

test('what a follow costs is of the weeks that are known, not of four', async () => {
  const minutesAfter = async (days: number) => (await costsAfter(days))[0].minutes_a_week as number;

  const [week, month] = [await minutesAfter(7), await minutesAfter(28)];

  expect(Math.abs(week / month - 1)).toBeLessThan(0.1);
});

test.for([
  [1, { pages: 2, read: 1 }],
  [2, null],
] as const)(
  'until all are read back, what follows cost is told as too little: %s',
  async ([read, told]) => {
    const home = aCommandLine({ time: { now: () => nightOf(7), after: () => () => {} } });
    mkdirSync(dirname(home.databaseFile), { recursive: true });
    const { database, login } = aBusyHome(7, home.databaseFile);
    database.connection
      .prepare(`insert into holes (hole_key, login_key, from_ms, to_ms, state, noticed_at_ms)
              select 1, ?, 0, min(arrived_at_ms), 'open', 0 from arrivals`)
      .run(login.loginKey);
    for (const place of [1, 2])
      database.connection
        .prepare(`insert into crawl_turns (hole_key, kind, subject, place, outcome)
                values (1, 'account', 'person' || @place, @place, @outcome)`)
        .run({ place, outcome: place <= read ? 'read' : 'unasked' });
    database.close();

    const { reading } = await home.json('stats');
    const { stdout } = await home.run(['stats']);

    expect(reading.reading_back).toEqual(told);
    expect(/too little yet: .*/.exec(stdout)?.[0] ?? null).toBe(
      told && 'too little yet: of 2 pages 1 are read back',
    );
  },
);

test('who boosts what you then see brought it', async () => {
  const uris: string[] = [];
  const costs = await costsAfter(7, (database) => {
    const boosted = database.connection
      .prepare(`select distinct uri from statuses join arrivals using (status_key)
                 where booster_key is not null
                   and author_key not in (select account_key from follows)`)
      .pluck();
    uris.push(...(boosted.all() as string[]));
    const seen = { kind: 'seen' as const, atMs: nightOf(6), via: 'page' };
    openExposures(database).record(uris.map((uri) => ({ uri, ...seen })));
  });

  expect(uris.length).toBeGreaterThan(2);
  const brought = costs.filter(({ seen }: { seen: number }) => seen > 0);
  expect(brought).toMatchObject([
    { account: expect.stringContaining('person1'), seen: uris.length, taken_up: 0 },
  ]);
});
