import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { aHome, hours, post } from '../support/entries.ts';

const LOOKS = `
  with recursive looks (nth) as (select 1 union all select nth + 1 from looks where nth < 10000)
  insert into snapshots (status_key, observed_at_ms, age_class, favourites, boosts, replies)
  select status_key, first_seen_at_ms + nth, 3, nth, 0, 0 from statuses, looks`;

test('an export of more rows than fit into memory begins, and goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-export-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const home = aHome(join(folder, 'home.db'));
  for (let nth = 0; nth < 20; nth += 1)
    home.receive(post({ id: `${100 + nth}`, by: 'ada', atMs: hours(nth) }), hours(nth));
  home.database.connection.exec(LOOKS);
  home.database.close();

  const child = spawn(process.execPath, ['dist/main.js', 'export', '--db', home.database.file], {
    env: { HOME: folder, NODE_OPTIONS: '--max-old-space-size=24' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let lines = 0;
  for await (const piece of child.stdout) {
    lines += String(piece).split('\n').length - 1;
    if (lines > 2_000) break;
  }

  expect(lines).toBeGreaterThan(2_000);
  child.kill('SIGKILL');
  await once(child, 'exit');
}, 60_000);
