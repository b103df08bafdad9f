import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { aHome } from '../support/entries.ts';
import { writeMany } from '../support/many_posts.ts';
import { aRunningPage } from '../support/running.ts';

test('a draw that finds no memory is told with its remedy, and the page goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-memory-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const home = aHome(join(folder, 'home.db'));
  writeMany(home, 150_000);
  home.database.close();
  const page = await aRunningPage(['serve', '--db', home.database.file], {
    HOME: folder,
    NODE_OPTIONS: '--max-old-space-size=24',
  });

  const answer = await page.send('draw', { size: '5000' });
  const health = await (await fetch(`${page.url}health`)).json();

  expect(answer.status).toBe(500);
  expect(await answer.text()).toMatch(/there is too little memory to draw: .*max-old-space-size/);
  expect(health.database).toBe(home.database.file);
});
