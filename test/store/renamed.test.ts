import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { searchOf } from '../../src/core/search_words.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openDials } from '../../src/store/dials.ts';
import { openFollows } from '../../src/store/follows.ts';
import { openKnownPeople } from '../../src/store/known_people.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { openReading } from '../../src/store/reading.ts';
import { openSearching } from '../../src/store/searching.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { account, aHome, boost, hours, post } from '../support/entries.ts';
import { aFolder } from '../support/media_cache.ts';
import { anOlderFile } from '../support/older_file.ts';

const { id, url } = account('ada');

/** Ada posts, is dialled down and renamed, and posts again; Bob posts once. */
function aRenamedHome(more: object = {}) {
  const home = aHome();
  const { database, filing, login } = home;
  openFollows(database, filing.accounts).replaceAll(
    login.loginKey,
    [account('ada'), account('bob')],
    hours(0),
  );
  home.receive(post({ id: '101', by: 'ada', atMs: hours(1) }), hours(1));
  home.receive(post({ id: '102', by: 'bob', atMs: hours(1) }), hours(1));
  openOwnerWords(database).dial({
    ...{ kind: 'account', subject: 'ada@example.social', word: 'less' },
    ...{ loginKey: login.loginKey, untilMs: null, saidAtMs: hours(2) },
  });
  const renamed = account('ada.l', { id, ...more });
  home.receive(
    post({ id: '103', by: 'ada', atMs: hours(3), more: { account: renamed } }),
    hours(3),
  );
  return { ...home, people: openKnownPeople(database) };
}

test.each([
  ['and has another address', {}],
  ['and keeps the address', { url, display_name: 'ada' }],
  ['and lives on the owner’s own server', { acct: 'ada.l' }],
])('who is renamed %s is known by both names', (_, more) => {
  const { people } = aRenamedHome(more);

  expect(people.handleOf('ada@example.social')).toBe('ada.l@example.social');
  expect(people.handleOf('ada.l@example.social')).toBe('ada.l@example.social');
  expect(people.handleOf('ada.x@example.social')).toBeUndefined();
});

test('a dial on who is renamed stays, and reaches what they post since', () => {
  const { database } = aRenamedHome();
  const dials = openDials(database);
  const subject = { kind: 'account', subject: 'ada.l@example.social' } as const;

  expect(dials.list(hours(4))).toMatchObject([{ ...subject, word: 'less' }]);
  expect(dials.reach(subject, hours(4)).posts).toBe(2);
});

test.each(['ada', 'ada.l', 'ada@example.social', 'ada.l@example.social'])(
  'a search from:%s finds what they wrote under either name',
  (name) => {
    const { database } = aRenamedHome();

    const search = searchOf(`from:${name}`, (ms) => ms as EpochMs);

    expect(openSearching(database).find(search, null, 10)).toHaveLength(2);
  },
);

test.each(['ada@example.social', 'ada.l@example.social'])(
  'a feed that names %s has what they wrote under either name',
  (name) => {
    const { database } = aRenamedHome();
    const feed = { ...MORNING, name: 'own', perAuthor: 9, filters: { people: [name] } };

    const { entries } = drawEdition({ database, feed, seed: 'x', nowMs: hours(4), dryRun: true });

    expect(entries.map(({ statusId }) => statusId).toSorted()).toEqual(['101', '103']);
  },
);

/** Somebody else, whom the server knows by another id, is called as Ada was. */
const another = account('ada', { id: '777', display_name: 'Another' });
const byAnother = post({ id: '104', by: 'ada', atMs: hours(5), more: { account: another } });
const authors = ({ database }: Pick<ReturnType<typeof aRenamedHome>, 'database'>) =>
  database.connection
    .prepare(
      `select server_id as id, handle, display_name as name
         from statuses join server_ids using (status_key)
         join accounts on account_key = author_key order by server_id`,
    )
    .all();

test('who takes the name of somebody that was renamed is somebody else', () => {
  const home = aRenamedHome();

  home.receive(byAnother, hours(5));

  expect(authors(home)).toEqual([
    { id: '101', handle: 'ada.l@example.social', name: 'ada.l' },
    { id: '102', handle: 'bob@example.social', name: 'bob' },
    { id: '103', handle: 'ada.l@example.social', name: 'ada.l' },
    { id: '104', handle: 'ada@example.social', name: 'Another' },
  ]);
  expect(openDials(home.database).list(hours(6))).toMatchObject([
    { subject: 'ada.l@example.social', word: 'less' },
  ]);
  expect(home.people.handleOf('ada@example.social')).toBe('ada@example.social');
});

test('who took a name before its bearer was heard of under another is told apart then', () => {
  const home = aHome();
  home.receive(post({ id: '101', by: 'ada', atMs: hours(1) }), hours(1));
  home.receive(byAnother, hours(5));
  const renamed = account('ada.l', { id });
  home.receive(
    post({ id: '105', by: 'ada', atMs: hours(6), more: { account: renamed } }),
    hours(6),
  );
  const later = post({ id: '106', by: 'ada', atMs: hours(7), more: { account: another } });
  home.receive(later, hours(7));

  expect(authors(home).slice(2)).toEqual([
    { id: '105', handle: 'ada.l@example.social', name: 'ada.l' },
    { id: '106', handle: 'ada@example.social', name: 'Another' },
  ]);
});

test('who is renamed to what somebody gave up unheard has that name', () => {
  const home = aRenamedHome();
  const bob = account('bob', { id: account('cleo').id });

  home.receive(post({ id: '105', by: 'cleo', atMs: hours(4) }), hours(4));
  home.receive(post({ id: '106', by: 'bob', atMs: hours(5), more: { account: bob } }), hours(5));

  const handles = authors(home).map((one) => (one as { handle: string }).handle);
  expect(handles.slice(3)).toEqual(['bob@example.social', 'bob@example.social']);
  expect(handles[1]).toBe(`bob~${account('bob').id}@example.social`);
});

test('an older word of a renamed person leaves their name, and tells the one before it', () => {
  const home = aHome();
  const renamed = account('ada.l', { id });
  home.receive(
    post({ id: '103', by: 'ada', atMs: hours(3), more: { account: renamed } }),
    hours(3),
  );

  home.receive(post({ id: '101', by: 'ada', atMs: hours(1) }), hours(1));

  expect(authors(home)).toMatchObject([
    { handle: 'ada.l@example.social' },
    { handle: 'ada.l@example.social' },
  ]);
  expect(openKnownPeople(home.database).handleOf('ada@example.social')).toBe(
    'ada.l@example.social',
  );
});

test('an edition of before names a booster as they are called now', () => {
  const home = aHome();
  const words = { id: '102', by: 'bob', atMs: hours(1) };
  openFollows(home.database, home.filing.accounts).replaceAll(
    home.login.loginKey,
    [account('ada'), account('bob')],
    hours(0),
  );
  home.receive(boost('b1', 'ada', hours(2), words), hours(2));
  const drawn = drawEdition({
    ...{ database: home.database, feed: MORNING, seed: 'x', nowMs: hours(3), dryRun: false },
  });
  const entry = () => openReading(home.database).entry(drawn.edition as number, 1);
  const before = entry()?.boosters;

  const renamed = account('ada.l', { id });
  home.receive(
    post({ id: '103', by: 'ada', atMs: hours(4), more: { account: renamed } }),
    hours(4),
  );
  home.receive(byAnother, hours(5));

  expect([before, entry()?.boosters]).toEqual([['ada@example.social'], ['ada.l@example.social']]);
});

test('a file of before calls people as their servers do', () => {
  const file = join(aFolder(), 'driftline.db');
  anOlderFile(file, 37);
  const older = openConnection(file);
  older.exec(`
    insert into logins values (1, 'https://example.social', '1', 'me@example.social', null, null, 0);
    insert into accounts (account_key, handle, domain, display_name, is_bot, followers, statuses,
                          profile, profile_hash, observed_at_ms)
    values (1, 'ada@example.social', 'example.social', 'Ada', 0, 0, 0, '{"acct":"Ada.L"}', 1, 5),
           (2, 'bob@b.example', 'b.example', 'Bob', 0, 0, 0, '{"acct":"cleo@b.example"}', 1, 5),
           (3, 'cleo@b.example', 'b.example', 'Cleo', 0, 0, 0, '{"acct":"cleo@b.example"}', 1, 5);
    insert into said_dials values (1, 'account', 'ada@example.social', 'less', null, 4)`);
  older.close();

  const database = openDatabase(file);
  const people = openKnownPeople(database);
  const handles = ['ada@example.social', 'bob@b.example'].map(people.handleOf);
  const dials = openDials(database).list(hours(1));
  database.close();

  expect(handles).toEqual(['ada.l@example.social', 'bob@b.example']); // which is Cleo's by now
  expect(dials).toMatchObject([{ subject: 'ada.l@example.social', word: 'less' }]);
});
