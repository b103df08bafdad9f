import { expect, test } from 'vitest';
import { openLogins } from '../../src/store/logins.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { contentOf, importLines, line } from '../support/recording.ts';

const ME = { ...account('me'), id: '1' };

async function aHome() {
  const database = aNewDatabase();
  await importLines(database, [
    line(hours(0), 'owner', ME),
    line(hours(1), 'update', statusJson({ id: '10', by: 'ada', atMs: hours(1) })),
  ]);
  return database;
}

const of = (owner: object) => [
  line(hours(2), 'owner', owner),
  line(hours(3), 'delete', '10'),
  line(hours(4), 'update', statusJson({ id: '11', by: 'bob', atMs: hours(4) })),
];

test.each([
  { ...ME, id: '2', acct: 'you', url: 'https://other.example/@you' },
  { ...ME, acct: 'you@other.example', url: 'https://other.example/@you' }, // the first there, too
  { ...ME, id: '2', acct: 'you@example.social', url: 'https://example.social/@you' },
])('a recording of somebody else’s home is refused, and nothing of it goes in', async (owner) => {
  const database = await aHome();
  const before = contentOf(database);

  await expect(importLines(database, of(owner))).rejects.toThrow(
    /is of @you@\w+\.\w+, and the database holds the home of @me@example\.social: .*--db/,
  );

  expect(contentOf(database)).toEqual(before);
  expect(
    openLogins(database)
      .all()
      .map(({ acct }) => acct),
  ).toEqual(['me@example.social']);
});

test.each([
  ME,
  { ...ME, url: 'https://www.example.social/@me' }, // the same account by another address
  { ...ME, id: '2' }, // by a server that was set up anew
  { ...ME, acct: 'i@example.social', url: 'https://example.social/@i' }, // renamed
])('another recording of the same home goes in', async (owner) => {
  const { events } = await importLines(await aHome(), of(owner));

  expect(events).toEqual({ owner: 1, delete: 1, update: 1 });
});
