import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { searchOf } from '../../src/core/search_words.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openDials } from '../../src/store/dials.ts';
import { openFollows } from '../../src/store/follows.ts';
import { openKnownPeople } from '../../src/store/known_people.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { openSearching } from '../../src/store/searching.ts';
import { account, aHome, hours, post } from '../support/entries.ts';

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

  expect(people.handleOf('ada@example.social')).toBe('ada@example.social');
  expect(people.handleOf('ada.l@example.social')).toBe('ada@example.social');
  expect(people.handleOf('ada.x@example.social')).toBeUndefined();
});

test('a dial on who is renamed stays, and reaches what they post since', () => {
  const { database } = aRenamedHome();
  const dials = openDials(database);
  const subject = { kind: 'account', subject: 'ada@example.social' } as const;

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
