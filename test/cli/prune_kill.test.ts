import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import { openPruning } from '../../src/store/pruning.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aHome, post } from '../support/entries.ts';
import { until, wallTime } from '../support/wall_time.ts';

const OLD = 8_000;
const KILLS = 3;

/** A file with as many old posts by many people, and one of a year that is kept. */
function aFullFile(file: string): void {
  const { database, filing, login } = aHome(file);
  const nowMs = wallTime.now();
  for (let from = 0; from < OLD; from += 1_000) {
    const entries = Array.from({ length: 1_000 }, (_, nth) => {
      const atMs = (nowMs - 500 * DAY_MS + from + nth) as EpochMs;
      return post({ id: `${100_000 + from + nth}`, by: `p${nth % 7}`, atMs });
    });
    filing.file(login.loginKey, entries, {
      atMs: (nowMs - 500 * DAY_MS + from) as EpochMs,
      how: 'sweep',
    });
  }
  const young = (nowMs - 100 * DAY_MS) as EpochMs;
  filing.file(login.loginKey, [post({ id: '1', by: 'ada', atMs: young })], {
    atMs: young,
    how: 'sweep',
  });
  database.close();
}

test('kill -9 while it prunes damages nothing, and the next one goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-prune-'));
  const file = join(folder, 'driftline.db');
  let child: ChildProcess | undefined;
  onTestFinished(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });
  aFullFile(file);
  const prune = () => {
    child = spawn(process.execPath, ['dist/main.js', 'prune', '--db', file, '--json'], {
      env: { HOME: folder },
      stdio: 'ignore',
    });
    const running = child;
    return new Promise<number | null>((resolve) => running.once('exit', resolve));
  };
  const read = (sql: string) => {
    const connection = openConnection(file, { readonly: true });
    try {
      return connection.prepare(sql).pluck().get() as number;
    } finally {
      connection.close();
    }
  };
  const bodies = () => read('select count(*) from payloads');

  let left = bodies();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const ended = prune();
    await until('some are gone', () => bodies() < left);
    child?.kill('SIGKILL');
    await ended;
    left = bodies();
    expect(left).toBeGreaterThan(8);
    expect(read("select integrity_check = 'ok' from pragma_integrity_check")).toBe(1);
    expect(read('select count(*) from statuses where pruned_at_ms is not null')).toBe(
      OLD + 1 - left,
    );
  }
  const code = await prune();

  expect(code).toBe(0);
  expect(bodies()).toBe(8); // the one that is kept, and seven quiet authors' last chances
  expect(read('select count(*) from payloads where codec > 0')).toBe(8);
  const { database } = aHome(file);
  expect(openPruning(database).totals()).toMatchObject({ bodies: OLD - 7, unseen: OLD - 7 });
  database.close();
}, 60_000);
