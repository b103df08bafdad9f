import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../src/core/log.ts';
import { openDemoServer } from '../../src/demo/server.ts';
import type { World } from '../../src/demo/world.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aPerson, aPost, posted, smallWorld } from '../support/small_world.ts';
import { until, wallTime } from '../support/wall_time.ts';

const POSTS = 400;
const EVERY_MS = 12;
const KILLS = 4;

/** A post every 12 ms from a second ago on: the stream is running while the program is killed. */
function hastyWorld(): World {
  const ada = aPerson('ada');
  const startMs = Date.now() + 1_000;
  const events = Array.from({ length: POSTS }, (_, nth) =>
    posted(aPost(`p${nth}`, ada, startMs + nth * EVERY_MS)),
  );
  return smallWorld([ada], events);
}

test('kill -9 while the stream runs loses nothing that was committed and doubles nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-kill-'));
  const file = join(folder, 'driftline.db');
  const server = await openDemoServer({
    world: hastyWorld(),
    time: wallTime,
    log: silentLog,
    rateLimits: 'off',
  });
  let child: ChildProcess | undefined;
  onTestFinished(async () => {
    child?.kill('SIGKILL');
    await server.close();
    rmSync(folder, { recursive: true });
  });
  const start = () => {
    child = spawn(process.execPath, ['dist/main.js', 'ingest', '--db', file], {
      env: {
        HOME: folder,
        DRIFTLINE_SERVER: server.url,
        DRIFTLINE_TOKEN: server.token,
        DRIFTLINE_PACE: '20',
      },
      stdio: 'ignore',
    });
  };
  const read = (sql: string): number => {
    try {
      const database = openConnection(file, { readonly: true });
      const value = database.prepare(sql).pluck().get() as number;
      database.close();
      return value;
    } catch {
      return 0; // the file is not made yet
    }
  };
  const stored = () => read('select count(*) from statuses');

  let committed = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    start();
    await until('more is stored', () => stored() > Math.min(committed + 20, POSTS - 1));
    committed = stored();
    child?.kill('SIGKILL');
    await new Promise((resolve) => child?.once('exit', resolve));
    expect(read("select integrity_check = 'ok' from pragma_integrity_check")).toBe(1);
    expect(stored()).toBeGreaterThanOrEqual(committed);
  }
  start();
  await until('everything is stored', () => stored() === POSTS);

  expect(read('select count(*) from arrivals')).toBe(POSTS);
  expect(
    read('select count(*) from (select uri from statuses group by uri having count(*) > 1)'),
  ).toBe(0);
});
