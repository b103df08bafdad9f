import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { disk } from '../../src/store/disk.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours, statusJson } from '../support/entries.ts';
import { line as lineOf } from '../support/recording.ts';
import { aRunningPage } from '../support/running.ts';

/** A page with an edition, and where its settings are. */
async function aPage(settings?: string) {
  const line = aCommandLine();
  const post = lineOf(hours(0), 'update', statusJson({ id: '1', by: 'ada', atMs: hours(0) }));
  await line.run(['import', '-'], { stdin: () => inputOf(post) });
  await line.run(['rank']);
  if (settings !== undefined) disk.writePrivate(line.configFile, settings);
  const page = await aRunningPage(['serve'], { HOME: line.home });
  const file = join(line.home, '.config/driftline/sliders.toml');
  return { line, page, file };
}

test('the page may be told a time zone, which is kept beside the settings, and asks no more', async () => {
  const { line, page, file } = await aPage('[rank]\nat = "06:00"\n');
  const asked = await page.read('');

  const nonsense = await page.send('zone', { zone: 'Nowhere/"]\nat = 1' });
  const before = existsSync(file);
  await page.send('zone', { zone: 'Asia/Kathmandu' });
  const after = await page.read('');

  expect(asked).toMatch(/<form class="backlog" id="zone" [^>]*hidden/);
  expect([nonsense.status, before]).toEqual([303, false]);
  expect(readFileSync(file, 'utf8')).toContain('timezone = "Asia/Kathmandu"');
  expect(readFileSync(line.configFile, 'utf8')).toBe('[rank]\nat = "06:00"\n');
  expect(after).not.toContain('id="zone"');
  const { stdout } = await line.run(['seen', '--from', '2026-11-02', '--json']);
  expect(JSON.parse(stdout).from).toBe('2026-11-01T18:15:00.000Z'); // midnight, at UTC+5:45
});

test('sliders and the zone leave each other in their file', async () => {
  const { page, file } = await aPage();

  await page.send('zone', { zone: 'Europe/Lisbon' });
  await page.send('feeds/morning', { quiet: '2' });

  expect(readFileSync(file, 'utf8')).toContain('timezone = "Europe/Lisbon"');
});

test('who has written a zone is not asked, and keeps theirs', async () => {
  const { page, file } = await aPage('timezone = "Europe/Vienna"\n');

  const asked = await page.read('');
  await page.send('zone', { zone: 'Asia/Kathmandu' });

  expect(asked).not.toContain('id="zone"');
  expect(existsSync(file)).toBe(false);
});
