import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours } from '../support/entries.ts';
import { richHistory } from '../support/recording.ts';

const NOW = isoOf(hours(300));

test.each([
  ['filters', '[feeds.odd.filters]\nlanguages = ["xx"]\nwithout_replies = true\n', true],
  ['SQL', '[feeds.odd]\nsql = "odd.sql"\n', true],
  ['neither', '[feeds.odd.filters]\nwith_media = false\ntags = []\n', false],
])('the head of an edition names its feed, and whether that chose: by %s', async (_, text, is) => {
  const line = aCommandLine();
  mkdirSync(dirname(line.configFile), { recursive: true });
  writeFileSync(line.configFile, text);
  const sql = 'select status_id from candidate_statuses';
  writeFileSync(join(dirname(line.configFile), 'odd.sql'), sql);
  const lines = richHistory().join('\n');
  await line.run(['import', '-'], { stdin: () => inputOf(lines) });
  await line.run(['rank', '--feed', 'odd', '--now', NOW]);

  const shown = (await line.run(['edition'])).stdout;
  const page = (await line.run(['edition', '--html', '-'])).stdout;

  expect(/ unseen ones? that odd lets in/.test(shown)).toBe(is);
  expect(/out of [\d,]+ unseen that it lets in/.test(page)).toBe(is);
  expect(shown).toContain('feed odd');
  expect(page).toContain('<span>feed odd</span>');
});

test('the head of an edition says in the terminal and as one page that its SQL failed', async () => {
  const line = aCommandLine();
  const sqlFile = join(dirname(line.configFile), 'odd.sql');
  mkdirSync(dirname(line.configFile), { recursive: true });
  writeFileSync(line.configFile, '[feeds.odd]\nsql = "odd.sql"\n');
  await line.run(['import', '-'], { stdin: () => inputOf(richHistory().join('\n')) });
  const drawnBy = async (sql: string) => {
    writeFileSync(sqlFile, sql);
    await line.run(['rank', '--feed', 'odd', '--now', NOW]);
    return (await line.run(['edition'])).stdout.replaceAll('\n', ' ');
  };

  const well = await drawnBy('select status_id from candidate_statuses limit 3');
  const failed = await drawnBy('select status_id form candidate_statuses');
  const page = (await line.run(['edition', '--html', '-'])).stdout;

  const words = 'The SQL of feed odd failed, and this was drawn by its last good SQL.';
  expect(well).not.toContain('failed');
  expect(failed).toContain(`${words} odd.sql, line 1, near "`);
  expect(page).toContain(words);
});
