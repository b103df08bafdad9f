import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openServeHealth } from '../../src/cli/serve_health.ts';
import { DAY_MS, type EpochMs, HOUR_MS, isoOf, MINUTE_MS } from '../../src/core/clock.ts';
import { DriftlineError } from '../../src/core/errors.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { disk } from '../../src/store/disk.ts';
import { openHoles } from '../../src/store/holes.ts';
import { takeIngestLock } from '../../src/store/lock.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openPruning } from '../../src/store/pruning.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { drawHere } from '../support/draw_here.ts';
import { aPerson, aPost, posted, smallWorld } from '../support/small_world.ts';
import { at } from '../support/told_nights.ts';
import { wallTime } from '../support/wall_time.ts';

const CRON = ['ingest', '--once', '--draw'];

/** A machine without a daemon, from `start` on, whose server has a post of an hour each. */
async function aMachineFrom(start: string, settings: string) {
  const world = toldTime(at(start));
  const ada = aPerson('ada');
  const posts = Array.from({ length: 120 }, (_, nth) =>
    posted(aPost(`p${nth}`, ada, at(start) + (nth - 24) * HOUR_MS + 30 * MINUTE_MS)),
  );
  const told = { time: world, hold: world.hold, historyMs: DAY_MS };
  const server = await aServerForOneTest(smallWorld([ada], posts), told);
  const line = aCommandLine({
    time: { now: world.now, after: wallTime.after },
    drawAside: drawHere,
    lastChancesAside: async () => new Set(),
    env: {
      DRIFTLINE_SERVER: server.url,
      DRIFTLINE_TOKEN: server.token,
      DRIFTLINE_PACE: '1000',
    },
  });
  disk.writePrivate(line.configFile, settings);
  /** What cron calls at each of these moments; the numbers of the editions that came of it. */
  const wakeAt = async (...moments: readonly string[]) => {
    const editions: (readonly number[])[] = [];
    for (const moment of moments) {
      await world.passTo(at(moment));
      const { exitCode, stdout, stderr } = await line.run([...CRON, '--json']);
      if (exitCode !== 0) throw new Error(stderr);
      editions.push(JSON.parse(stdout).editions);
    }
    return editions;
  };
  return { ...line, server, world, wakeAt };
}

test('a night that the machine slept through is drawn on waking, after the sweep, and once', async () => {
  const settings = 'timezone = "UTC"\n[rank]\nfeed = "as-it-came"\n'; // all of it
  const { wakeAt, json } = await aMachineFrom('2026-11-24T12:00:00Z', settings);

  const first = await wakeAt('2026-11-24T12:00:00Z', '2026-11-24T12:10:00Z');
  const night = await wakeAt(
    '2026-11-25T05:20:00Z',
    '2026-11-25T05:30:00Z',
    '2026-11-25T05:40:00Z',
  );
  const asleep = await wakeAt('2026-11-26T08:50:00Z', '2026-11-26T09:00:00Z');
  const entries = await json('edition');

  expect([first, night, asleep]).toEqual([
    [[1], []],
    [[], [2], []],
    [[3], []],
  ]);
  // Posted twenty minutes before it woke.
  expect(entries.map(({ uri }: { uri: string }) => uri)).toContainEqual(
    expect.stringMatching(/\/p68$/),
  );
});

test('the night is that of the owner’s zone, also when the clocks there are set', async () => {
  const settings = 'timezone = "Europe/Lisbon"\n';
  const { wakeAt } = await aMachineFrom('2026-10-24T12:00:00Z', settings);
  await wakeAt('2026-10-24T12:00:00Z');

  // 05:30 is 04:30 of UTC in summer, and that Sunday the clocks go back.
  expect(await wakeAt('2026-10-25T04:30:00Z', '2026-10-25T05:30:00Z')).toEqual([[], [2]]);
});

test('a feed that was never drawn has its first edition at its own hour', async () => {
  const { wakeAt, configFile } = await aMachineFrom('2026-11-24T12:00:00Z', 'timezone = "UTC"\n');
  await wakeAt('2026-11-24T12:00:00Z', '2026-11-25T05:30:00Z', '2026-11-25T07:50:00Z');
  // A Wednesday.
  const calm = 'timezone = "UTC"\n[feeds.calm]\nat = "08:00"\ndays = ["wed", "thu"]\n';
  disk.writePrivate(configFile, calm);

  const before = await wakeAt('2026-11-25T07:55:00Z');
  const then = await wakeAt('2026-11-25T08:00:00Z', '2026-11-25T08:10:00Z');
  const both = await wakeAt('2026-11-26T09:00:00Z', '2026-11-26T09:10:00Z');

  expect([before, then, both]).toEqual([[[]], [[3], []], [[4, 5], []]]);
});

test('its first hour is not lost where the home is read by hand between', async () => {
  const calm = 'timezone = "UTC"\n[feeds.calm]\nat = "14:00"\n';
  const { wakeAt, run, world } = await aMachineFrom('2026-11-24T12:00:00Z', calm);
  await wakeAt('2026-11-24T12:00:00Z');
  await world.passTo(at('2026-11-24T14:05:00Z'));
  await run(['ingest', '--once']);

  expect(await wakeAt('2026-11-24T14:10:00Z', '2026-11-24T14:20:00Z')).toEqual([[2], []]);
});

test('what follows a nightly draw follows it here', async () => {
  const { wakeAt, home, configFile, databaseFile } = await aMachineFrom(
    '2026-11-24T12:00:00Z',
    'timezone = "UTC"\n',
  );
  const command = `echo "edition $1" >> '${home}/said'`;
  disk.writePrivate(configFile, `timezone = "UTC"\nafter_draw = ${JSON.stringify(command)}\n`);

  await wakeAt('2026-11-24T12:00:00Z', '2026-11-25T05:30:00Z', '2026-11-25T05:40:00Z');

  expect(readFileSync(join(home, 'said'), 'utf8')).toBe('edition 1\nedition 2\n');
  const database = openDatabase(databaseFile);
  expect(isoOf(openPruning(database).lastKeptMs() as EpochMs)).toMatch(/^2026-11-25T05:30/);
  database.close();
});

test('while the usual draw fails again and again, the store is kept once a night', async () => {
  const { wakeAt, run, world } = await aMachineFrom('2026-11-24T12:00:00Z', 'timezone = "UTC"\n');
  await wakeAt('2026-11-24T12:00:00Z');
  const drawAside = async () => {
    throw new DriftlineError('storage', 'the disk is full');
  };

  const events: (string | undefined)[] = [];
  for (const moment of ['2026-11-25T05:30:00Z', '2026-11-25T05:40:00Z']) {
    await world.passTo(at(moment));
    const { exitCode, stderr } = await run(CRON, { drawAside });
    expect(exitCode).toBe(1);
    events.push(
      ...[...stderr.matchAll(/"event":"(rank\.failed|keep\.done)"/g)].map(([, one]) => one),
    );
  }

  expect(events).toEqual(['rank.failed', 'keep.done', 'rank.failed']);
});

test('where the home cannot be read, what is due is drawn from what is stored, and it fails', async () => {
  const { wakeAt, run, world } = await aMachineFrom('2026-11-24T12:00:00Z', 'timezone = "UTC"\n');
  await wakeAt('2026-11-24T12:00:00Z');
  await world.passTo(at('2026-11-25T05:30:00Z'));

  const refused = await run([...CRON, '--json'], { env: { DRIFTLINE_TOKEN: 'revoked' } });
  const again = await run([...CRON, '--json'], { env: { DRIFTLINE_TOKEN: 'revoked' } });

  expect(refused.exitCode).toBe(1);
  expect(JSON.parse(refused.stdout)).toEqual({ entries: null, arrived: null, editions: [2] });
  expect(refused.stderr).toMatch(/"ingest.ended".*DRIFTLINE_TOKEN/);
  expect(JSON.parse(again.stdout).editions).toEqual([]);
});

test('what cron could not do is told where the page is served, until it is done', async () => {
  const machine = await aMachineFrom('2026-11-24T12:00:00Z', 'timezone = "UTC"\n');
  const { wakeAt, run, world, databaseFile } = machine;
  const health = () => {
    const database = openDatabase(databaseFile);
    const troubles = openServeHealth(database, world)();
    database.close();
    return troubles.map(({ what, sinceMs, remedy }) => [what, sinceMs, remedy]);
  };
  const drawAside = async () => {
    throw new DriftlineError('storage', 'the disk is full');
  };
  await wakeAt('2026-11-24T12:00:00Z');
  const well = health();

  await world.passTo(at('2026-11-25T05:20:00Z'));
  await run(CRON, { env: { DRIFTLINE_TOKEN: 'revoked' } });
  await world.passTo(at('2026-11-25T05:30:00Z'));
  await run(CRON, { env: { DRIFTLINE_TOKEN: 'revoked' }, drawAside });
  const told = health();
  await run(['ingest', '--once']);
  const heard = health();
  await wakeAt('2026-11-25T05:40:00Z');

  const undrawn = expect.stringContaining('edition could not be drawn: the disk is full');
  expect([well, health()]).toEqual([[], []]);
  expect(told).toEqual([
    [
      'Nothing new comes in',
      at('2026-11-25T05:20:00Z'),
      expect.stringContaining('DRIFTLINE_TOKEN'),
    ],
    [undrawn, undefined, expect.any(String)],
  ]);
  expect(heard).toEqual([[undrawn, undefined, expect.any(String)]]);
});

test('the edition waits for no hole that is read back', async () => {
  const { run, databaseFile } = await aMachineFrom('2026-11-24T12:00:00Z', '');
  await run(['ingest', '--once']);
  const database = openDatabase(databaseFile);
  const week = { fromMs: at('2026-11-17T12:00:00Z'), toMs: at('2026-11-23T12:00:00Z') };
  const noted = { noticedAtMs: at('2026-11-24T12:00:00Z'), detail: '' };
  openHoles(database).add({ loginKey: 1, ...week, ...noted, state: 'open' });
  database.close();

  const { stderr } = await run(CRON);

  const events = [...stderr.matchAll(/"event":"(rank\.drawn|ingest\.crawled)"/g)];
  expect(events.map(([, event]) => event)).toEqual(['rank.drawn', 'ingest.crawled']);
});

test('beside another that collects nothing is drawn', async () => {
  const { run, databaseFile } = await aMachineFrom('2026-11-24T12:00:00Z', '');
  await run(['ingest', '--once']);
  const lock = takeIngestLock(databaseFile);

  const { exitCode, stderr } = await run(CRON);
  lock.release();
  const { editions } = JSON.parse((await run([...CRON, '--json'])).stdout);

  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('another Driftline ingests')]);
  expect(editions).toEqual([1]);
});

test('what collects until it is stopped does not draw, and says what does', async () => {
  const { exitCode, stderr } = await aCommandLine().run(['ingest', '--draw']);

  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('"driftline run"')]);
});
