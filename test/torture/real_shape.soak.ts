import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { silentLog } from '../../src/core/log.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { openServerInProcess } from '../../src/demo/server_in_process.ts';
import { inventWorld } from '../../src/demo/world.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine } from '../support/command_line.ts';
import { listening } from '../support/listening.ts';

const FOLLOWS = 4_500;
const DAYS = 7;
const START_MS = Date.UTC(2026, 10, 2) as EpochMs;
const DRAWN_AT_MS = 5.5 * HOUR_MS;

/** From when to when, in hours since the beginning, and what the home is then. */
const TROUBLES = [
  { fromHours: 2 * 24 + 14, hours: 1, member: 'isDown' }, // within the home's reach
  { fromHours: 4 * 24 + 9, hours: 9, member: 'isDown' }, // beyond it
  { fromHours: 5 * 24 + 20, hours: 0.5, member: 'isCut' }, // and nobody is told
] as const;

/** A real account's shape, and what its owner is told of it: read what it prints. */
test('an owner of 4,500 follows can trust what is said after a week', async () => {
  const time = toldTime(START_MS);
  const world = inventWorld({ seed: 'shape', startMs: START_MS - DAY_MS, people: FOLLOWS });
  const server = openServerInProcess({ world, time, log: silentLog, historyMs: DAY_MS });
  const line = aCommandLine({
    time,
    env: { DRIFTLINE_SERVER: 'https://home.invalid', DRIFTLINE_TOKEN: server.token },
    fetch: (input, init) => server.send(new Request(input, init)),
  });
  const file = join(line.home, 'driftline.db');
  const database = openDatabase(file);
  const stop = new AbortController();
  const { send, openSocket } = server;
  const wire = { send, openSocket, signal: stop.signal };
  const done = ingest(listening({ ...server, time }, database, wire));
  done.catch(() => {});
  onTestFinished(async () => {
    stop.abort();
    await done.catch(() => {});
    server.stopWorld();
    server.dropSockets();
    database.close();
  });
  for (const { fromHours, hours, member } of TROUBLES) {
    const set = (isOn: boolean) => () => {
      server.wire[member] = isOn;
      if (member === 'isDown') server.dropSockets();
    };
    time.after(fromHours * HOUR_MS, set(true));
    time.after((fromHours + hours) * HOUR_MS, set(false));
  }

  for (let day = 0; day < DAYS; day += 1) {
    await time.passTo((START_MS + day * DAY_MS + DRAWN_AT_MS) as EpochMs);
    const nowMs = time.now() as EpochMs;
    drawEdition({ database, feed: MORNING, seed: `day ${day}`, nowMs, dryRun: false });
  }
  await time.passTo((START_MS + DAYS * DAY_MS + 17 * MINUTE_MS) as EpochMs);

  const stats = await line.run(['stats', '--db', file]);
  const doctor = await line.run(['doctor', '--offline', '--db', file]);
  process.stdout.write(`${stats.stdout}\n${doctor.stdout}\n`);
  const { holes } = JSON.parse((await line.run(['stats', '--json', '--db', file])).stdout);
  expect(holes.map(({ state }: { readonly state: string }) => state)).toEqual([
    'swept',
    'crawled',
    'swept',
  ]);
  expect([stats.exitCode, doctor.exitCode]).toEqual([0, 0]);
});
