import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { line } from '../support/recording.ts';
import { wallTime } from '../support/wall_time.ts';

/** A home whose posts stood there an hour apart from 2026-11-01T06:00Z, `first` … `last`. */
async function aHomeOf(posts: number, more: readonly string[] = []) {
  const home = aCommandLine();
  const lines = Array.from({ length: posts }, (_, nth) =>
    line(hours(30), 'update', statusJson({ id: `1${nth}`, by: 'ada', atMs: hours(nth) })),
  );
  const owner = line(hours(0), 'owner', { ...account('me'), id: '1' });
  await home.run(['import', '-'], { stdin: () => inputOf([owner, ...lines, ...more].join('\n')) });
  const drawn = async () => {
    const { stdout } = await home.run(['rank', '--dry-run', '--json', '--now', '2026-11-03']);
    const entries = JSON.parse(stdout) as { readonly status_id: string }[];
    return entries.map(({ status_id }) => status_id).toSorted();
  };
  const seen = (...args: readonly string[]) => home.run(['seen', ...args]);
  return { ...home, drawn, seen };
}

const FIRST_TWO = ['--from', '2026-11-01T06:00:00Z', '--to', '2026-11-01T08:00:00Z'] as const;

test('what stood in the home in a stretch counts as seen, by when it stood there', async () => {
  const { seen, drawn } = await aHomeOf(4);

  const { exitCode, stdout } = await seen(...FIRST_TWO);

  expect(exitCode).toBe(0);
  expect(stdout).toContain('2 posts count as seen.');
  expect(await drawn()).toEqual(['12', '13']);
});

test('it says so where a hole in the stretch is being filled still', async () => {
  const hole = line(hours(3), 'hole', { from: isoOf(hours(1)), to: isoOf(hours(2)) });
  const { seen } = await aHomeOf(4, [hole]);

  const { stdout } = await seen(...FIRST_TWO);
  const later = await seen('--from', '2026-11-01T08:00:00Z', '--to', '2026-11-01T09:00:00Z');

  expect(stdout).toContain('A hole in that time is being filled still');
  expect(later.stdout).not.toContain('hole');
});

test('--undo takes back what was said last, and only that', async () => {
  const { seen, drawn, run } = await aHomeOf(4, [
    line(hours(31), 'exposure', { kind: 'seen', status_id: '11', via: 'page' }),
  ]);
  await seen(...FIRST_TWO);

  const undone = await seen('--undo', '--json');
  const again = await seen('--undo');
  const { stdout } = await run(['explain', '11', '--json']);

  expect(JSON.parse(undone.stdout)).toEqual({
    posts: 1,
    undone: true,
    is_filling: false,
    from: null,
    to: null,
  });
  expect(again.stdout).toBe('There is nothing to take back.\n');
  expect(await drawn()).toEqual(['10', '12', '13']);
  expect(JSON.parse(stdout).exposures).toMatchObject([{ kind: 'seen', via: 'page' }]);
});

test('--undo of a stretch takes back what was said of it, by whichever word', async () => {
  const { seen, drawn } = await aHomeOf(4);
  await seen('--from', '2026-11-01', '--to', '2026-11-02');

  const { stdout } = await seen(...FIRST_TWO, '--undo');

  expect(stdout).toBe('2 posts are unseen again.\n');
  expect(await drawn()).toEqual(['10', '11']);
});

test('--json says how many, and of which stretch', async () => {
  const { seen } = await aHomeOf(1);

  const { stdout } = await seen(...FIRST_TWO, '--json');

  expect(JSON.parse(stdout)).toEqual({
    posts: 1,
    undone: false,
    is_filling: false,
    from: '2026-11-01T06:00:00.000Z',
    to: '2026-11-01T08:00:00.000Z',
  });
});

test('what a mute hides stays unseen, and comes back with its end', async () => {
  const { seen, drawn, run } = await aHomeOf(2, [
    line(hours(31), 'mute', account('ada')),
    line(hours(31), 'update', statusJson({ id: '77', by: 'bob', atMs: hours(1) })),
  ]);

  const { stdout } = await seen(...FIRST_TWO);
  await run(['import', '-'], {
    stdin: () => inputOf(line(hours(32), 'unmute', account('ada'))),
  });

  expect(stdout).toContain('1 post counts as seen.');
  expect(await drawn()).toEqual(['10', '11']);
});

test('a recording carries it, and its undoing takes back nothing that was seen on the page', async () => {
  const { seen, run } = await aHomeOf(3);
  await seen(...FIRST_TWO);
  await run(['import', '-'], {
    stdin: () =>
      inputOf(line(wallTime.now(), 'exposure', { kind: 'seen', status_id: '10', via: 'page' })),
  });
  await seen('--undo');
  const { stdout } = await run(['export']);

  const copy = aCommandLine();
  await copy.run(['import', '-'], { stdin: () => inputOf(stdout) });
  const { stdout: copied } = await copy.run(['export']);

  expect(stdout.match(/"kind":"seen".*"via":"owner"/g)).toHaveLength(4);
  expect(copied).toBe(stdout);
  const { stdout: kept } = await copy.run(['explain', '10', '--json']);
  expect(JSON.parse(kept).exposures).toMatchObject([{ kind: 'seen', via: 'page' }]);
});

test('a day means all of it in the owner’s time zone', async () => {
  const { seen, configFile } = await aHomeOf(30);
  mkdirSync(dirname(configFile), { recursive: true });
  writeFileSync(configFile, 'timezone = "Pacific/Auckland"\n'); // 13 hours before UTC

  const { stdout } = await seen('--from', '2026-11-02', '--to', '2026-11-02', '--json');

  expect(JSON.parse(stdout)).toEqual({
    posts: 24,
    undone: false,
    is_filling: false,
    from: '2026-11-01T11:00:00.000Z',
    to: '2026-11-02T11:00:00.000Z',
  });
});

test.each([
  ['without --from', []],
  ['with --to alone', ['--to', '2026-11-02']],
  ['with a day that is none', ['--from', '2026-02-31']],
  ['with an hour that is none', ['--from', '2026-11-20T25:00']],
  ['with words', ['--from', 'yesterday']],
  ['backwards', ['--from', '2026-11-02', '--to', '2026-11-01']],
])('%s it is wrong usage, and nothing changes', async (_, args) => {
  const { seen, drawn } = await aHomeOf(1);

  const { exitCode, stderr } = await seen(...args);

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^driftline: .*--(from|to).+\n$/);
  expect(await drawn()).toEqual(['10']);
});
