import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours } from '../support/entries.ts';
import { richHistory } from '../support/recording.ts';

const MOMENT = ['--now', isoOf(hours(300)), '--seed', 'x'];
let line: ReturnType<typeof aCommandLine>;
let folder: string;

beforeEach(async () => {
  line = aCommandLine();
  folder = join(dirname(line.configFile), 'feeds');
  const text = richHistory().join('\n');
  await line.run(['import', '-'], { stdin: () => inputOf(text) });
});

test('a copy under the name of what it was copied from is compared with what ships', async () => {
  const copied = await line.run(['feeds', 'copy', 'morning', 'morning']);
  const unchanged = await line.json('feeds', 'try', 'morning.sql', ...MOMENT);
  const sql = 'select status_id from candidate_statuses where boosters > 0';
  writeFileSync(join(folder, 'morning.sql'), sql);

  const said = await line.run(['feeds', 'try', 'morning.sql', ...MOMENT]);
  const changed = await line.json('feeds', 'try', 'morning.sql', ...MOMENT);
  const settings = await line.run(['feeds', 'copy', 'pictures', 'pictures', '--settings']);

  expect(copied.stdout).toContain('does: driftline feeds try feeds/morning.sql\n');
  expect(settings.stdout).toContain('does: driftline rank --feed pictures --dry-run\n');
  expect(unchanged.difference).toEqual({ enter: [], leave: [], move: [] });
  expect(said.stdout).toContain('Compared with morning as it ships, one night');
  expect(changed.compared_with).toBe('morning as it ships');
  expect(changed.difference.leave.length).toBeGreaterThan(0);
});

test('SQL that chooses nothing is said to', async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'none.sql'), 'select status_id from candidate_statuses where 1 = 0');

  const { stdout } = await line.run(['feeds', 'try', 'none.sql', ...MOMENT]);

  expect(stdout).toContain('It chose no post that may be drawn: the edition would be empty.\n');
});

test('feeds list is what feeds says', async () => {
  const said = await line.run(['feeds', 'list']);

  expect(said).toMatchObject({ exitCode: 0, stderr: '' });
  expect(said.stdout).toBe((await line.run(['feeds'])).stdout);
  expect(await line.json('feeds', 'list')).toEqual(await line.json('feeds'));
});
