import { expect, test } from 'vitest';
import { account, hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { exported, importLines, line } from '../support/recording.ts';

const hush = statusJson({
  id: '90',
  by: 'cleo',
  atMs: hours(0),
  more: { visibility: 'private', content: '<p>hush</p>' },
});

test('a public recording tells of no followers-only post that a public one quotes', async () => {
  const quoting = [
    { quote: { state: 'accepted', quoted_status: hush } },
    { quote: hush },
    { pleroma: { quote: hush } },
  ];
  const database = aNewDatabase();
  await importLines(
    database,
    quoting.map((more, nth) =>
      line(hours(1), 'update', statusJson({ id: `${nth}`, by: 'ada', atMs: hours(1), more })),
    ),
  );

  const lines = exported(database, true);

  expect(lines).toHaveLength(quoting.length);
  expect(lines.filter((text) => text.includes('hush'))).toEqual([]);
  expect(JSON.parse(lines[0] as string).payload.quote).toEqual({
    state: 'unauthorized',
    quoted_status: null,
  });
  expect(exported(database).filter((text) => text.includes('hush'))).toHaveLength(3);
});

test('a public recording holds no vote, reaction, key or address of the owner', async () => {
  const liked = statusJson({ id: '91', by: 'cleo', atMs: hours(0), more: { favourited: true } });
  const more = {
    quote: { state: 'accepted', quoted_status: liked },
    poll: { id: '1', voted: true, own_votes: [1], options: [{ title: 'tea' }] },
    reactions: [{ name: 'x', count: 1, me: true }],
    pleroma: { bookmark_folder: 'f' },
  };
  const me = {
    ...account('me'),
    source: { privacy: 'private' },
    pleroma: { chat_token: 'k', email: 'me@example.social' },
  };
  const database = aNewDatabase();
  await importLines(database, [
    line(hours(0), 'owner', { ...me, id: '1' }),
    line(hours(0), 'follow', { ...account('ada'), showing_reblogs: false }),
    line(hours(1), 'update', statusJson({ id: '5', by: 'ada', atMs: hours(1), more })),
  ]);

  const told = exported(database, true).join('');

  expect(told).toMatch(/tea/);
  expect(told).not.toMatch(
    /favourited|vote|"me":|bookmark_folder|chat_token|email|privacy|showing_reblogs/,
  );
});

test('a boost for followers alone is in no public recording, and comes out of a whole one', async () => {
  const of = statusJson({ id: '6', by: 'ada', atMs: hours(1) });
  const boosted = (id: string, by: string, visibility: string) =>
    line(hours(2), 'update', {
      ...of,
      id,
      uri: `b/${id}`,
      account: account(by),
      reblog: of,
      visibility,
    });
  const database = aNewDatabase();
  const again = aNewDatabase();
  await importLines(database, [boosted('7', 'bob', 'private'), boosted('8', 'cleo', 'unlisted')]);
  await importLines(again, exported(database));

  const told = [database, again].map((one) => exported(one, true).join(''));

  for (const words of told) {
    expect(words).toContain('cleo');
    expect(words).not.toContain('bob');
  }
  expect(exported(again)).toEqual(exported(database));
});
