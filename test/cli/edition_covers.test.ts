import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { account, hours, statusJson } from '../support/entries.ts';
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

test('whoever was muted since the draw is named as a booster no more', async () => {
  const home = aCommandLine();
  const inner = statusJson({ id: '10', by: 'ada', atMs: hours(1) });
  const boost = { ...statusJson({ id: '11', by: 'bob', atMs: hours(2) }), reblog: inner };
  const lines = [line(hours(1), 'update', inner), line(hours(2), 'update', boost)];
  await home.run(['import', '-'], { stdin: () => inputOf(lines.join('\n')) });
  await home.run(['rank', '--now', isoOf(hours(20)), '--seed', 'x']);
  const mute = line(hours(21), 'mute', account('bob'));

  const before = await home.run(['edition']);
  await home.run(['import', '-'], { stdin: () => inputOf(mute) });
  const after = await home.run(['edition']);
  const asJson = await home.run(['edition', '--json']);

  expect(before.stdout).toContain('boosted by bob');
  expect(after.stdout).toContain('ada says 10');
  expect(after.stdout).not.toContain('bob');
  expect(JSON.parse(asJson.stdout)[0]).toMatchObject({ status_id: '10', boosters: [] });
});

test('in the terminal a post longer than a screen is folded, and a name keeps to its line', async () => {
  const home = aCommandLine();
  const long = {
    account: account('ada', { display_name: 'Ada '.repeat(120) }),
    content: `<p>${'All of it. '.repeat(9_000)}</p>`,
  };
  const usual = { content: `<p>${'A line.<br>'.repeat(40)}</p>` };
  const lines = [
    line(hours(1), 'update', statusJson({ id: '10', by: 'ada', atMs: hours(1), more: long })),
    line(hours(1), 'update', statusJson({ id: '11', by: 'bob', atMs: hours(1), more: usual })),
  ];
  await home.run(['import', '-'], { stdin: () => inputOf(lines.join('\n')) });
  await home.run(['rank', '--now', isoOf(hours(20)), '--seed', 'x']);

  const { stdout } = await home.run(['edition']);

  const shown = stdout.split('\n');
  expect(shown.filter((text) => text.includes('All of it.'))).toHaveLength(32);
  expect(stdout).toContain(
    '     … 1,318 more lines on the page, or at its address:\n     https://example.social/@ada/10',
  );
  expect(shown.filter((text) => text.includes('A line.'))).toHaveLength(40);
  expect(shown.filter((text) => text.includes('Ada Ada'))).toHaveLength(1);
  expect(Math.max(...shown.map(({ length }) => length))).toBeLessThanOrEqual(78);
});
