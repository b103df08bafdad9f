import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours, statusJson } from '../support/entries.ts';
import { aFilter } from '../support/owner_home.ts';
import { line } from '../support/recording.ts';

test('the terminal folds what a filter folds, and says what is for followers only', async () => {
  const home = aCommandLine();
  const post = (id: string, by: string, more: object) =>
    line(hours(1), 'update', statusJson({ id, by, atMs: hours(1), more }));
  const lines = [
    line(hours(0), 'filters', [aFilter('butler', { filter_action: 'warn' })]),
    post('10', 'ada', { content: '<p>the butler did it</p>' }),
    post('11', 'bob', { visibility: 'private' }),
  ];
  await home.run(['import', '-'], { stdin: () => inputOf(lines.join('\n')) });
  await home.run(['rank', '--now', isoOf(hours(20)), '--seed', 'x']);

  const { stdout } = await home.run(['edition']);

  expect(stdout).toContain('     Filtered: butler\n     Open it on the page, or at its address:');
  expect(stdout).not.toContain('did it');
  expect(stdout).toMatch(/@bob@example\.social · .* · followers only\n {5}bob says 11/);
  expect(stdout).not.toMatch(/@ada@example\.social · .* · followers only/);
});
