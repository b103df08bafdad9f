import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { line } from '../support/recording.ts';

test('a post is called better than others of its author’s only where some are known', async () => {
  const home = aCommandLine();
  const told = (id: number, by: string, favourites_count: number) =>
    line(
      hours(3),
      'update',
      statusJson({ id: `${id}`, by, atMs: hours(1), more: { favourites_count } }),
    );
  const lines = [
    ...Array.from({ length: 20 }, (_, nth) => told(100 + nth, `p${nth}`, nth)),
    ...Array.from({ length: 12 }, (_, nth) => told(200 + nth, 'ada', nth)),
  ];
  await home.run(['import', '-'], { stdin: () => inputOf(lines.join('\n')) });
  await home.run(['rank', '--now', isoOf(hours(8)), '--seed', 'x']);

  const { stdout } = await home.run(['edition']);

  const posts = stdout.split(/\n\n(?= *\d+ {2})/);
  const oneOf = (by: RegExp) => posts.filter((post) => by.test(post)).join('\n');
  expect(oneOf(/@p\d+@/)).toContain('drew more than is usual');
  expect(oneOf(/@p\d+@/)).not.toMatch(/of their posts|their best/);
  expect(oneOf(/@ada@/)).toMatch(/of their posts|their best/);
});

test('of a stranger it is not said how seldom they post: what is not boosted is not known', async () => {
  const home = aCommandLine();
  const boosted = { ...statusJson({ id: '3', by: 'bob', atMs: hours(210) }) };
  const lines = [
    line(hours(0), 'follow', account('bob')),
    line(hours(0), 'follow', account('ada')),
    line(hours(1), 'update', statusJson({ id: '1', by: 'bob', atMs: hours(1) })),
    line(hours(200), 'update', statusJson({ id: '2', by: 'ada', atMs: hours(200) })),
    line(hours(210), 'update', {
      ...boosted,
      reblog: statusJson({ id: '4', by: 'zed', atMs: hours(209) }),
    }),
  ];
  await home.run(['import', '-'], { stdin: () => inputOf(lines.join('\n')) });
  await home.run(['rank', '--now', isoOf(hours(220)), '--seed', 'x']);

  const { stdout } = await home.run(['edition']);

  const of = (name: string) =>
    stdout.split(/\n\n(?= *\d+ {2})/).find((post) => post.includes(`@${name}@`));
  expect(of('ada')).toMatch(/posts about once in \d+ days/);
  expect(of('zed')).toContain('boosted by bob');
  expect(of('zed')).not.toMatch(/posts about|hardly ever/);
});

test('what nobody counted at the age of a post is none that it was compared with', async () => {
  const home = aCommandLine();
  const told = (id: number, by: string, bornAtHour: number, favourites_count: number) =>
    line(
      hours(102),
      'update',
      statusJson({ id: `${id}`, by, atMs: hours(bornAtHour), more: { favourites_count } }),
    );
  // As on a first morning: the days before are here, with the counts of today.
  const lines = [
    ...Array.from({ length: 20 }, (_, nth) => told(100 + nth, `p${nth}`, 100, nth)),
    ...Array.from({ length: 12 }, (_, nth) => told(200 + nth, 'ada', 1 + nth, nth)),
    told(300, 'ada', 100, 50),
  ];
  await home.run(['import', '-'], { stdin: () => inputOf(lines.join('\n')) });
  await home.run(['rank', '--now', isoOf(hours(107)), '--seed', 'x']);

  const { stdout } = await home.run(['edition']);

  expect(stdout).toContain('@ada@');
  expect(stdout).not.toMatch(/of their posts|their best/);
});
