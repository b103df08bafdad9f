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

test('a public recording tells nothing of what was private: no edit, count or undone boost', async () => {
  const edited = { ...hush, content: '<p>hush again</p>', edited_at: '2026-11-01T08:00:00.000Z' };
  const loud = statusJson({ id: '92', by: 'ada', atMs: hours(1) });
  const sought = statusJson({ id: '93', by: 'dan', atMs: hours(1) });
  const boosting = { ...loud, id: 'b1', uri: 'b/1', account: account('bob'), reblog: loud };
  const lines = [
    line(hours(1), 'update', hush),
    line(hours(2), 'status.update', edited),
    line(hours(3), 'snapshot', { ...edited, favourites_count: 9 }),
    line(hours(4), 'update', { ...boosting, visibility: 'private' }),
    line(hours(5), 'delete', 'b1'),
    line(hours(6), 'domain_blocks', ['hushed.example']),
    line(hours(7), 'snapshot', sought), // it never stood in the home
    line(hours(8), 'snapshot', { ...sought, favourites_count: 9 }),
  ];
  const database = aNewDatabase();
  await importLines(database, lines);

  const whole = exported(database).map((text) => JSON.parse(text).event);

  expect(whole).toEqual(expect.arrayContaining(lines.map((text) => JSON.parse(text).event)));
  expect(exported(database, true)).toEqual([]);
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
