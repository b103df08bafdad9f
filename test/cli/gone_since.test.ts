import { beforeEach, expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { line } from '../support/recording.ts';

const PEOPLE = ['ada', 'bob', 'cleo', 'dan', 'eve'];
let home: ReturnType<typeof aCommandLine>;

const told = (lines: readonly string[]) =>
  home.run(['import', '-'], { stdin: () => inputOf(lines.join('\n')) });

beforeEach(async () => {
  home = aCommandLine();
  await told([
    ...PEOPLE.map((by) => line(hours(0), 'follow', account(by))),
    ...PEOPLE.map((by, nth) => {
      const more = { content: by === 'eve' ? 'a word' : 'another' };
      return line(hours(8), 'update', statusJson({ id: `${1 + nth}`, by, atMs: hours(7), more }));
    }),
  ]);
  await home.run(['rank', '--now', isoOf(hours(9)), '--seed', 'x']);
});

/** Its place, and the sentence after it. */
const explained = async (id: string) => (await home.run(['explain', id])).stdout.split('\n')[3];

test('explain says why what has a place is not shown there any more', async () => {
  const keyword = { id: '1', keyword: 'a word', whole_word: false };
  const filter = { id: '7', title: 'words', context: ['home'], filter_action: 'hide' };
  expect(await explained('1')).toBe('Lane: new today.');
  await told([
    line(hours(10), 'mute', account('ada')),
    line(hours(10), 'delete', '2'),
    line(hours(10), 'unfollow', account('cleo')),
    line(hours(10), 'filters', [{ ...filter, keywords: [keyword] }]),
  ]);

  const gone = 'It is not shown there any more: ';
  expect(await explained('1')).toBe(`${gone}you muted @ada@example.social.`);
  expect(await explained('2')).toBe(`${gone}its author deleted it.`);
  expect(await explained('3')).toContain(`${gone}it came by @cleo@example.social,`);
  expect(await explained('4')).toBe('Lane: new today.');
  expect(await explained('5')).toBe(`${gone}your filter “words” hides it.`);
  const { gone_since } = JSON.parse((await home.run(['explain', '2', '--json'])).stdout);
  expect(gone_since).toBe('its author deleted it');
});

test('what left the home a moment ago is not called deleted', async () => {
  const file = openDatabase(home.databaseFile);
  file.connection.prepare("update statuses set deleted_at_ms = 1 where uri like '%/1'").run();
  file.close();

  expect(await explained('1')).toContain('it left your home a moment ago');
  const { stdout } = await home.run(['edition']);
  expect(stdout).toContain('It left your home a moment ago.');
  expect(stdout).not.toContain('deleted');
  await told([line(hours(10), 'mute', account('ada'))]);
  expect(await explained('1')).toContain('you muted @ada@example.social');
  expect((await home.run(['edition'])).stdout).toContain('you muted');
});
