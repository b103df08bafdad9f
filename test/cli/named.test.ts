import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { namedWords } from '../../src/http/web/named_posts.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours, statusJson } from '../support/entries.ts';
import { line } from '../support/recording.ts';

const STORY = { card: { url: 'https://news.example/story' } };

test('an edition names what each entry stands for: in the terminal, as JSON and as a page', async () => {
  const home = aCommandLine();
  const lines = ['ada', 'bob', 'cleo'].map((by, nth) =>
    line(hours(nth), 'update', statusJson({ id: `1${nth}`, by, atMs: hours(nth), more: STORY })),
  );
  await home.run(['import', '-'], { stdin: () => inputOf(lines.join('\n')) });
  await home.run(['rank', '--now', isoOf(hours(20)), '--seed', 'x']);
  const file = join(home.home, 'edition.html');

  const told = await home.run(['edition']);
  const document = JSON.parse((await home.run(['edition', '--json'])).stdout);
  await home.run(['edition', '--html', file]);

  const [{ uri, named }] = document;
  const all = ['ada', 'bob', 'cleo'].map(
    (by, nth) => `https://example.social/users/${by}/statuses/1${nth}`,
  );
  expect(document).toHaveLength(1);
  expect([uri, ...named].toSorted()).toEqual(all);
  expect(told.stdout).toMatch(/ {5}and 2 others posted this: @\w+@example.social, @\w+@example/);
  expect(readFileSync(file, 'utf8')).toContain('and 2 others posted this');
});

test('what is named is counted, as a thread, a story or both', () => {
  const ada = { handle: 'ada@example.social' };
  const others = Array.from({ length: 12 }, (_, nth) => ({ handle: `a${nth}@example.social` }));

  expect(namedWords([ada, ada], ada)).toBe('and 2 more in this thread');
  expect(namedWords(others, ada)).toBe('and 12 others posted this');
  expect(namedWords([...others.slice(0, 1), ...others.slice(0, 2)], ada)).toBe(
    'and 2 others posted this', // one of them twice
  );
  expect(namedWords([ada, ...others.slice(1)], ada)).toBe('and 12 more');
});

test('where as many are named as are kept, more are not denied', () => {
  const ada = { handle: 'ada@example.social' };
  const others = Array.from({ length: 100 }, (_, nth) => ({ handle: `a${nth}@example.social` }));

  expect(namedWords(others, ada)).toBe('and at least 100 others posted this');
  expect(namedWords(others.slice(1), ada)).toBe('and 99 others posted this');
});
