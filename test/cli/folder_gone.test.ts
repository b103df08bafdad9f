import { mkdirSync, rmdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome, post } from '../support/entries.ts';
import { aRunningPage } from '../support/running.ts';
import { wallTime } from '../support/wall_time.ts';

/** A page that goes on in a folder that is deleted then, and what it says to "draw". */
async function drawnFromNowhere(nameOf: (file: string) => string) {
  const { home } = aCommandLine();
  const file = `${home}/d.db`;
  const { database, filing, login } = aHome(file);
  const atMs = (wallTime.now() - 60_000) as EpochMs;
  filing.file(login.loginKey, [post({ id: '1', by: 'ada', atMs })], { atMs, how: 'sweep' });
  database.close();
  const clone = `${home}/clone`;
  mkdirSync(clone);
  const args = ['serve', '--db', nameOf(file)];
  const page = await aRunningPage(args, { HOME: home }, undefined, { cwd: clone });

  rmdirSync(clone);
  const answer = await page.send('draw', {});
  return { status: answer.status, words: await answer.text(), page };
}

test('an edition is drawn also where the folder is gone that it was started in', async () => {
  const { status, page } = await drawnFromNowhere((file) => file);

  expect(status).toBe(303);
  expect(JSON.parse(await page.read('health')).edition).toBe(1);
});

test('where the database was named from there, it says what to do', async () => {
  const { status, words } = await drawnFromNowhere(() => '../d.db');

  expect(status).toBe(500);
  expect(words).toContain('the folder that Driftline was started in is gone');
});
