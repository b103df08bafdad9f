import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { measureTurnover } from '../../src/cli/turnover.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { openHoles } from '../../src/store/holes.ts';
import { openIntake } from '../../src/store/intake.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome, hours, post } from '../support/entries.ts';

/** A home in which an entry came every `everyMs`, until hour 40; or was read as a whole then. */
function aHomeOf(file: string, entries: number, everyMs: number, readMs?: EpochMs) {
  mkdirSync(dirname(file), { recursive: true });
  const { database, receive } = aHome(file);
  database.transaction(() => {
    for (let nth = 0; nth < entries; nth += 1) {
      const atMs = (hours(40) - (entries - nth) * everyMs) as EpochMs;
      receive(post({ id: `${nth + 1}`, by: 'ada', atMs }), readMs ?? atMs);
    }
  });
  return database;
}

test.each([
  ['turned over in four hours', 1_600, 4 * HOUR_MS, 'turned over in 4.0 hours'],
  ['turned over in fifteen minutes', 6_400, 15 * MINUTE_MS, 'turned over in 0.3 hours'],
  ['never turned over', 100, 80 * HOUR_MS, 'never turned over'],
])('of a home that %s a service says so', async (_, entries, turnMs, words) => {
  const line = aCommandLine({ time: { now: () => hours(40), after: () => () => {} } });
  aHomeOf(line.databaseFile, entries, turnMs / 800).close();

  const { stdout } = await line.run(['service', 'cron']);
  const { stderr } = await line.run(['service', 'systemd']);

  expect(stderr.includes('a sleep that is longer')).toBe(entries > 800);
  expect(stdout).toContain(words);
  expect(stdout).toMatch(/\n# .*\d+ entries a day/);
});

test('who begins has a home of six hours, and is told of a day’s entries, not of a quarter', async () => {
  const line = aCommandLine({ time: { now: () => hours(40), after: () => () => {} } });
  aHomeOf(line.databaseFile, 800, 27_000).close();

  const { stdout } = await line.run(['service', 'cron']);

  expect(stdout).toMatch(/\(3,\d\d\d entries a day, over 6 hours\)/);
});

test('on the first day the rate is that of the home, though all of it lies in a hole that is read', async () => {
  const line = aCommandLine({ time: { now: () => hours(40), after: () => () => {} } });
  const database = aHomeOf(line.databaseFile, 800, 3 * MINUTE_MS);
  openHoles(database).add({
    loginKey: 1,
    fromMs: hours(-128),
    toMs: hours(40),
    state: 'open',
    noticedAtMs: hours(40),
    detail: 'asked for: 7 days back',
  });
  database.close();

  const { stdout } = await line.run(['service', 'cron']);
  const { stderr } = await line.run(['service', 'systemd']);

  expect(stdout).toContain('turned over in 40.0 hours\n# (480 entries a day, over 40 hours)');
  expect(stderr).toContain('At 480 entries a day your home turned over in 40.0 hours');
});

test('two people who are read back before the others make no week of the first hour', async () => {
  const bytesADay = async (readBack: number) => {
    const line = aCommandLine({ time: { now: () => hours(40), after: () => () => {} } });
    mkdirSync(dirname(line.databaseFile), { recursive: true });
    const { database, receive } = aHome(line.databaseFile);
    database.transaction(() => {
      for (let nth = 0; nth < 800; nth += 1) {
        const atMs = (hours(40) - (800 - nth) * 3 * MINUTE_MS) as EpochMs;
        receive(post({ id: `${nth + 1}`, by: 'ada', atMs }), hours(40));
      }
      for (let nth = 0; nth < readBack; nth += 1) {
        const atMs = hours(-128 + nth);
        receive(post({ id: `back${nth}`, by: 'bob', atMs }), hours(40));
      }
    });
    const connection = database.connection;
    connection.exec(`update arrivals set how = 'crawl' where entered_at_ms < ${hours(0)}`);
    const week = { fromMs: hours(-128), toMs: hours(40), noticedAtMs: hours(40), detail: '' };
    openHoles(database).add({ loginKey: 1, ...week, state: 'open' });
    const perDay = measureTurnover(openIntake(database), hours(40))?.perDay;
    database.close();
    return { perDay, bytes: (await line.json('stats')).keep.bytes_a_day as number };
  };

  const [home, begun] = [await bytesADay(0), await bytesADay(20)];

  expect([home.perDay, begun.perDay]).toEqual([480, 480]);
  expect(begun.bytes / home.bytes).toBeCloseTo(1, 1);
});

test('what a first sweep brings at once counts for the days in which it came', async () => {
  const statsOf = async (readMs?: EpochMs) => {
    const line = aCommandLine({ time: { now: () => hours(40), after: () => () => {} } });
    aHomeOf(line.databaseFile, 800, 3 * MINUTE_MS, readMs).close();
    return line.json('stats');
  };

  const heard = await statsOf();
  const swept = await statsOf(hours(40));

  expect(swept.arrivals_by_day.slice(-3)).toEqual([0, 321, 479]);
  expect(swept.arrivals_by_day).toEqual(heard.arrivals_by_day);
  expect(swept.keep.bytes_a_day / heard.keep.bytes_a_day).toBeCloseTo(1, 1);
});
