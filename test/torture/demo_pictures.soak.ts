import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';
import { aRunningPage } from '../support/running.ts';
import { until } from '../support/wall_time.ts';

/** As many as the first page has, and some: they come before anybody asks for them. */
const FETCHED = 100;
const FETCHED_MAX_MS = 120_000;
const TRIES_MAX = 2_000;

test('the demo’s pictures are there while its server is away, as a real one’s are', async () => {
  const { home } = aCommandLine();
  const page = await aRunningPage(['demo'], { HOME: home }, undefined, { typing: 'lines' });
  const folder = join(home, '.local/share/driftline-demo/driftline/media');
  const kept = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  await until('pictures are here', () => kept().length > FETCHED, FETCHED_MAX_MS);
  const pictures = new Set((await page.read('')).match(/(?<=\/)media\/[\w-]{22}\/[\w-]+/g));
  const answers = async () => {
    const statuses: number[] = [];
    for (const picture of pictures) statuses.push((await fetch(page.url + picture)).status);
    return statuses.filter((status) => status !== 200);
  };

  const before = await answers();
  page.type('stop');
  let health = '';
  for (let tries = 0; tries < TRIES_MAX && !health.includes('server is away'); tries += 1)
    health = await page.read('health');

  expect(pictures.size).toBeGreaterThan(FETCHED / 2);
  expect(health).toContain('server is away');
  expect([before, await answers()]).toEqual([[], []]);
});
