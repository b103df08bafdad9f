import { expect, test } from 'vitest';
import { countLines, textLines } from '../../src/cli/edition_text.ts';
import { columnsOf, wrap } from '../../src/cli/terminal_text.ts';
import { readText } from '../../src/http/web/status_json.ts';
import type { ShownStatus } from '../../src/store/shown_statuses.ts';

const plain = (text: string) => text;
const ink = { bold: plain, dim: plain, accent: plain, onPaper: plain };

/** What a terminal of sixty columns shows of a status with these members. */
const shown = (members: object, columns = 60) =>
  textLines(readText(JSON.stringify(members)), { columns, ink })
    .join('\n')
    .split('\n');

const counts = (
  some: Partial<ShownStatus>,
  address = 'https://example.social/@ada/1',
  columns = 78,
) => countLines({ replies: 0, boosts: 0, favourites: 0, ...some } as ShownStatus, address, columns);

test('a poll shows who leads, and before the votes are told its options alone', () => {
  const options = [
    { title: 'Lentil salad', votes_count: 15 },
    { title: 'A loaf', votes_count: 45 },
  ];
  const untold = options.map(({ title }) => ({ title, votes_count: null }));

  expect(shown({ poll: { options, voters_count: 60 } })).toEqual([
    '     25 % ████ Lentil salad',
    '     75 % ████████████ A loaf',
  ]);
  expect(shown({ poll: { options: untold, voters_count: 0 } })).toEqual([
    '     ( ) Lentil salad',
    '     ( ) A loaf',
  ]);
});

test('a poll says which of its options are your own votes', () => {
  const options = ['rye', 'oats'].map((title) => ({ title, votes_count: 1 }));
  const poll = { options, voters_count: 2, voted: true, own_votes: [1] };
  const untold = { ...poll, options: options.map(({ title }) => ({ title })) };

  expect(shown({ poll }).join()).toMatch(/rye,.* oats ✓ your vote$/);
  expect(shown({ poll: untold })).toEqual(['     ( ) rye', '     ( ) oats ✓ your vote']);
});

test.each([
  ['muted_account', 'you mute its author'],
  ['blocked_account', 'you block its author'],
  ['blocked_domain', 'you block its server'],
  ['pending', 'its author has not allowed it yet'],
  ['rejected', 'its author did not allow it'],
  ['revoked', 'its author no longer allows it'],
  ['deleted', 'it was deleted'],
  ['unauthorized', 'it is not for you'],
])('why a quote that is %s is not shown is said, and nothing of it', (state, why) => {
  const quoted_status = { content: '<p>Nobody wants to hear it.</p>' };

  const lines = shown({ content: '<p>This.</p>', quote: { state, quoted_status } });

  expect(lines.join(' ').replace(/\s+/g, ' ')).toBe(
    ` This. > A quoted post that cannot be shown: ${why}.`,
  );
});

test('a quote whose server says nothing of it has its line too', () => {
  expect(shown({ content: '', quote: { state: 'accepted', quoted_status: null } })).toEqual([
    '     > A quoted post that cannot be shown.',
  ]);
});

test('where a quote is shown, the address that stands for it elsewhere is not', () => {
  const quoted_status = { content: '<p>Nobody remembers the second.</p>' };
  const content = '<p class="quote-inline">RE: example.social/@ivo/6</p><p>This.</p>';

  expect(shown({ content, quote: { quoted_status } })).toEqual([
    '     This.',
    '     > Nobody remembers the second.',
  ]);
  expect(shown({ content })[0]).toContain('RE:');
});

test('who is quoted is said, and their warning instead of what stands behind it', () => {
  const account = { display_name: 'Ivo', acct: 'ivo@example.social' };
  const quoted_status = { account, content: '<p>It was the butler.</p>' };
  const warned = { ...quoted_status, spoiler_text: 'how it ends' };

  expect(shown({ content: '<p>This.</p>', quote: { quoted_status } })).toEqual([
    '     This.',
    '     > Ivo @ivo@example.social',
    '     > It was the butler.',
  ]);
  expect(shown({ content: '<p>This.</p>', quote: { quoted_status: warned } })).toEqual([
    '     This.',
    '     > Ivo @ivo@example.social',
    '     > Warning: how it ends',
  ]);
});

test('counts that are nothing are not said', () => {
  expect(counts({})).toBe('     https://example.social/@ada/1');
  expect(counts({ boosts: 1, favourites: 2 })).toBe(
    '     1 boost · 2 favourites · https://example.social/@ada/1',
  );
});

test('a script without spaces is broken between its letters, never before a full stop', () => {
  const text = '朝の電車で隣の人が同じ本を読んでいた。たぶん同じ章で、たぶん同じところで笑った。';

  for (const columns of [24, 30, 41, 60]) {
    const lines = wrap(text, columns, '  ').split('\n');
    expect(lines.join('').replace(/ /g, '')).toBe(text);
    for (const line of lines) {
      // A mark that closes a clause may stand beyond the end, as on paper.
      expect(columnsOf(line.replace(/[。、]$/, ''))).toBeLessThanOrEqual(columns);
      expect(line.trim()).not.toMatch(/^[。、]/);
    }
  }
});

test('words of other scripts among it stay whole', () => {
  expect(wrap('これはSQLiteです', 9, '').split('\n')).toEqual(['これは', 'SQLiteで', 'す']);
});

test('of more media than are shown, how many they are is said', () => {
  const media = (count: number) => Array.from({ length: count }, () => ({ type: 'image' }));

  expect(shown({ media_attachments: media(20) })).toHaveLength(20);
  expect(shown({ media_attachments: media(35) }).slice(31)).toEqual([
    '     [image]',
    '     and 3 more, at the original',
  ]);
});

test('of a quoted post the pictures and the poll are told, but not behind its warning', () => {
  const options = [{ title: 'reeds', votes_count: null }];
  const media_attachments = [{ type: 'image', description: 'A heron' }];
  const quoted = { content: '', media_attachments, poll: { options } };
  const quoting = (quoted_status: object) => shown({ quote: { quoted_status } });

  expect(quoting(quoted)).toEqual(['     > [image: A heron]', '     > ( ) reeds']);
  expect(quoting({ ...quoted, spoiler_text: 'birds' })).toEqual(['     > Warning: birds']);
});

test('in a narrow terminal the counts and the way to what is covered break between words', () => {
  const many = counts({ replies: 12, boosts: 59, favourites: 164 }, 'https://a.example/1', 40);
  const covered = shown({ spoiler_text: 'spiders', content: '<p>eight legs</p>' }, 40);

  expect(many.split('\n')).toEqual([
    '     12 replies · 59 boosts · 164',
    '     favourites',
    '     https://a.example/1',
  ]);
  expect(covered.slice(-2)).toEqual(['     Open it on the page, or at its', '     address:']);
});
