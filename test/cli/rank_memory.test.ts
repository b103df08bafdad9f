import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { aHome, hours } from '../support/entries.ts';
import { writeMany } from '../support/many_posts.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const PEAK = new URL('../../scripts/bench_peak.mjs', import.meta.url).href;

/** The most memory that Node takes with it, in megabytes. */
function peakOf(home: string, ...args: readonly string[]): number {
  const ran = spawnSync(process.execPath, ['--import', PEAK, ...args], {
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  expect(ran.status).toBe(0);
  return Number(ran.output[3]) / 1_024;
}

test('a draw of fifty thousand takes less than three Nodes that do nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-peak-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const home = aHome(join(folder, 'home.db'));
  writeMany(home, 50_000);
  home.database.close();
  const rank = ['rank', '--db', home.database.file, '--now', isoOf(hours(80)), '--size', '500'];

  const peak = peakOf(folder, MAIN, ...rank, '--no-pictures', '--seed', 'x');

  expect(peak / peakOf(folder, '-e', '0')).toBeLessThan(2.7);
});
