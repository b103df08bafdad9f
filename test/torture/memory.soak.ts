import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/log.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { endlessHome, PER_DAY } from './endless_home.ts';
import { type MemoryUse, memoryInUse } from './memory_use.ts';

const DAYS = 7;
const START_MS = Date.UTC(2026, 10, 2) as EpochMs;
const FULL_AFTER_DAYS = 2; // all that is remembered up to a bound has come to it
/** What is remembered up to a bound is forgotten by halves, so the days go up and down. */
const GROWTH_MB_MAX = 5;

test('a week at fifty thousand a day takes no more memory than two days of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-week-'));
  const database = openDatabase(join(folder, 'driftline.db'));
  const time = toldTime(START_MS);
  const stop = new AbortController();
  const done = ingest({
    ...endlessHome(time, START_MS),
    database,
    server: 'http://endless.invalid',
    token: 'x',
    time,
    random: () => 0.5,
    pace: 1,
    userAgent: 'Driftline/torture',
    log: silentLog,
    signal: stop.signal,
  });
  done.catch(() => {});
  onTestFinished(async () => {
    stop.abort();
    await done;
    database.close();
    rmSync(folder, { recursive: true });
  });
  const count = (from: string) =>
    Number(database.connection.prepare(`select count(*) from ${from}`).pluck().get());
  const days: MemoryUse[] = [];

  for (let day = 1; day <= DAYS; day += 1) {
    await time.passTo((START_MS + day * DAY_MS) as EpochMs);
    const used = memoryInUse();
    days.push(used);
    const stored = { arrivals: count('arrivals'), accounts: count('accounts') };
    process.stdout.write(`${JSON.stringify({ day, ...used, ...stored })}\n`);
  }

  const [full = 0, ...later] = days
    .slice(FULL_AFTER_DAYS - 1)
    .map(({ heap, outside }) => heap + outside);
  expect(count('arrivals')).toBeGreaterThan(0.99 * PER_DAY * DAYS);
  expect(Math.max(...later) - full).toBeLessThan(GROWTH_MB_MAX);
});
