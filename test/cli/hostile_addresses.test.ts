import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours, statusJson } from '../support/entries.ts';
import { line } from '../support/recording.ts';

test('an address that would steer the terminal is printed without what steers it', async () => {
  const home = aCommandLine();
  const clears = { uri: 'https://far.example/\u001b[2J/u', url: 'https://far.example/\u001b[2J/x' };
  const posts = ['10', '11'].map((id, at) =>
    line(hours(1 + at), 'update', {
      ...statusJson({ id, by: 'ada', atMs: hours(1 + at) }),
      ...(id === '10' ? clears : {}),
    }),
  );
  await home.run(['import', '-'], { stdin: () => inputOf(posts.join('\n')) });
  const at = ['--now', isoOf(hours(20)), '--seed', 'x'];
  await home.run(['rank', ...at]);
  const sql = join(home.home, 'mine.sql');
  writeFileSync(sql, 'select status_id from candidate_statuses');

  const commands = [
    ['edition'],
    ['explain', '10'],
    ['feeds', 'diff', 'pictures', 'morning', ...at],
    ['feeds', 'try', sql, ...at],
    ['snooze'],
  ];
  const later = ['snooze', '10', '--days', '2'];
  for (const command of commands) {
    if (command[0] === 'snooze') await home.run(later);
    const { stdout, stderr } = await home.run(command);
    expect([command[0], `${stdout}${stderr}`.includes('\u001b')]).toEqual([command[0], false]);
    expect(`${command[0]} ${stdout}${stderr}`).toContain('[2J/');
  }
});
