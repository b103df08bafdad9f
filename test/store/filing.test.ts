import { expect, test } from 'vitest';
import { type EpochMs, isoOf } from '../../src/core/clock.ts';
import { parseStatus } from '../../src/core/status.ts';
import { openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { openLogins } from '../../src/store/logins.ts';
import { openPool } from '../../src/store/pool.ts';
import { account, aHome, boost, hours, OWNER_ID, post, statusJson } from '../support/entries.ts';

const count = (home: ReturnType<typeof aHome>, table: string) =>
  (home.database.connection.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n;

const ada = { id: '101', by: 'ada', atMs: hours(1) };

test('the same entry twice is one arrival and one status', () => {
  const home = aHome();

  expect(home.receive(post(ada), hours(1))).toEqual({ arrived: 1, known: 0 });
  expect(home.receive(post(ada), hours(2))).toEqual({ arrived: 0, known: 1 });

  expect([count(home, 'statuses'), count(home, 'arrivals'), count(home, 'candidates')]).toEqual([
    1, 1, 1,
  ]);
});

test('a boost is an arrival of the status, and a voice for it once per person', () => {
  const home = aHome();
  home.receive(post(ada), hours(1));
  home.receive(boost('201', 'bob', hours(2), ada), hours(2));
  home.receive(boost('202', 'bob', hours(3), ada), hours(3));
  home.receive(boost('203', 'ada', hours(3), ada), hours(3));

  expect([count(home, 'statuses'), count(home, 'arrivals')]).toEqual([1, 4]);
  expect(home.database.connection.prepare('select boosters from candidates').get()).toEqual({
    boosters: 1,
  });
});

test('neither the owner nor a direct message is ever a candidate, however it came', () => {
  const home = aHome();
  const owner = account('me', { id: OWNER_ID });
  openLogins(home.database).setOwnerKey(
    home.login.loginKey,
    home.filing.accounts.keyOf(home.login.loginKey, owner, hours(0)),
  );
  home.receive(post({ ...ada, more: { visibility: 'direct' } }), hours(1));
  home.receive(post({ id: '102', by: 'me', atMs: hours(1), more: { account: owner } }), hours(1));
  home.receive(boost('201', 'me', hours(2), { ...ada, id: '103' }), hours(2));

  expect(home.database.connection.prepare('select status_key from candidates').all()).toHaveLength(
    1,
  );
});

test('older counts do not overwrite newer ones', () => {
  const home = aHome();
  home.receive(post({ ...ada, more: { favourites_count: 9 } }), hours(5));
  home.receive(post({ ...ada, more: { favourites_count: 2 } }), hours(3));

  expect(
    home.database.connection.prepare('select favourites, first_seen_at_ms from statuses').get(),
  ).toEqual({
    favourites: 9,
    first_seen_at_ms: hours(3),
  });
});

test('counts that stand unchanged at another age are counted then, and no older answer undoes them', () => {
  const home = aHome();
  const fresh = (favourites_count: number, atMs: EpochMs) =>
    home.filing.refresh(
      home.login.loginKey,
      parseStatus(statusJson({ ...ada, more: { favourites_count } })),
      atMs,
    );
  home.receive(post(ada), hours(1));
  fresh(9, hours(2));
  fresh(9, hours(2.5));
  fresh(9, hours(6));

  fresh(7, hours(5));

  const all = (sql: string) => home.database.connection.prepare(sql).all();
  expect(all('select favourites, counts_at_ms from statuses')).toEqual([
    { favourites: 9, counts_at_ms: hours(6) },
  ]);
  expect(all('select age_class, favourites from snapshots order by observed_at_ms')).toEqual([
    { age_class: 0, favourites: 9 },
    { age_class: 1, favourites: 7 },
    { age_class: 1, favourites: 9 },
  ]);
});

test('a delete of a wrapper takes the boost away and leaves the status', () => {
  const home = aHome();
  home.receive(post(ada), hours(1));
  home.receive(boost('201', 'bob', hours(2), ada), hours(2));

  home.filing.forget(home.login.loginKey, '201', hours(3));

  expect(home.database.connection.prepare('select boosters from candidates').get()).toEqual({
    boosters: 0,
  });
  expect(count(home, 'payloads')).toBe(1);
});

test('a deleted status leaves a tombstone without a body, and no late frame brings it back', () => {
  const home = aHome();
  home.receive(post(ada), hours(1));

  home.filing.forget(home.login.loginKey, '101', hours(2));
  home.filing.file(home.login.loginKey, [post(ada)], { atMs: hours(3), how: 'stream' });

  expect([count(home, 'statuses'), count(home, 'payloads'), count(home, 'candidates')]).toEqual([
    1, 0, 0,
  ]);
});

test('an edit keeps the text that it replaces', () => {
  const home = aHome();
  home.receive(post(ada), hours(1));
  const edited = { content: '<p>better</p>', edited_at: '2026-11-01T09:00:00.000Z' };

  home.filing.edit(home.login.loginKey, post({ ...ada, more: edited }).status, hours(3));

  const bodies = home.database.connection
    .prepare(
      "select json_extract(body, '$.content') as c from payloads union all select json_extract(body, '$.content') from versions",
    )
    .pluck()
    .all();
  expect(bodies).toEqual(['<p>better</p>', statusJson(ada).content]);
});

test('so does one of a server that does not say when it was made, as it comes in', () => {
  const home = aHome();
  const hear = (entry: ReturnType<typeof post>, atMs: EpochMs) =>
    home.filing.file(home.login.loginKey, [entry], { atMs, how: 'sweep' });
  hear(post(ada), hours(1));

  hear(post({ ...ada, more: { content: '<p>better</p>' } }), hours(2));

  expect(count(home, 'versions')).toBe(1);
});

test.each([
  ['media_attachments', [{ id: '1', type: 'image', url: 'https://files.example/late.jpg' }]],
  ['card', { url: 'https://papers.example/tides', title: 'Tides' }],
  ['poll', { id: '1', options: [{ title: 'tea', votes_count: 3 }], votes_count: 3 }],
  ['quote', { state: 'accepted', quoted_status: statusJson({ ...ada, id: '102', by: 'bob' }) }],
  ['sensitive', true],
  ['language', 'pt'],
])('what comes to a post later is in it, and is no edit: %s', (member, later) => {
  const home = aHome();
  home.receive(post(ada), hours(1));

  home.receive(post({ ...ada, more: { [member]: later } }), hours(2));

  const body = home.database.connection.prepare('select body from payloads').pluck().get();
  expect(JSON.parse(String(body))[member]).toEqual(later);
  expect(count(home, 'versions')).toBe(0);
});

test('what was seen is no candidate, also when it comes again, until that is undone', () => {
  const home = aHome();
  const exposures = openExposures(home.database);
  const seen = { uri: post(ada).status.uri, kind: 'seen' as const, atMs: hours(2), via: 'page' };
  home.receive(post(ada), hours(1));

  exposures.record([seen]);
  home.receive(boost('201', 'bob', hours(3), ada), hours(3));
  const afterSeen = count(home, 'candidates');
  exposures.record([{ ...seen, atMs: hours(4), undo: true }]);

  expect([afterSeen, count(home, 'candidates')]).toEqual([0, 1]);
});

test('what the owner did elsewhere is noticed once and ends the candidacy', () => {
  const home = aHome();
  const actions = openActions(home.database);
  const entry = post({ ...ada, more: { favourited: true } });
  home.receive(entry, hours(1));

  expect(actions.notice(home.login.loginKey, entry.status, hours(2))).toBe(1);
  expect(actions.notice(home.login.loginKey, entry.status, hours(3))).toBe(0);
  expect([count(home, 'actions'), count(home, 'candidates')]).toEqual([1, 0]);
});

test('a first frame that comes late or twice undoes no edit and no counts', () => {
  const home = aHome();
  const edited = { content: '<p>corrected</p>', edited_at: isoOf(hours(2)), favourites_count: 8 };
  home.receive(post(ada), hours(1));
  home.filing.edit(
    home.login.loginKey,
    parseStatus(statusJson({ ...ada, more: edited })),
    hours(2),
  );
  const read = () =>
    home.database.connection
      .prepare('select favourites, body from statuses join payloads using (status_key)')
      .get();
  const before = read();

  home.filing.file(home.login.loginKey, [post(ada)], { atMs: hours(3), how: 'stream' });

  expect(before).toMatchObject({ favourites: 8, body: expect.stringContaining('corrected') });
  expect(read()).toEqual(before);
  expect(count(home, 'versions')).toBe(1);
});

test('an answer from before an edit that we know of says nothing, however late it is', () => {
  const home = aHome();
  const answer = (more: object) => parseStatus(statusJson({ ...ada, more }));
  const { loginKey } = home.login;
  home.receive(post(ada), hours(1));
  const edited = { content: 'new', edited_at: isoOf(hours(2)), favourites_count: 8 };
  home.filing.edit(loginKey, answer(edited), hours(2));

  home.filing.refresh(loginKey, answer({ content: 'old', edited_at: null }), hours(3));
  const favourites = home.database.connection.prepare('select favourites from statuses').pluck();
  const kept = [favourites.get(), count(home, 'versions')];
  home.filing.refresh(loginKey, answer({ content: 'new', favourites_count: 9 }), hours(4));

  // A server that knows nothing of edits is believed.
  expect([...kept, favourites.get()]).toEqual([8, 1, 9]);
});

test('an edit that names the owner, or changes tags and language alone, is heard', () => {
  const home = aHome();
  const { loginKey } = home.login;
  home.receive(post(ada), hours(1));
  const more = {
    edited_at: isoOf(hours(2)),
    language: 'de',
    tags: [{ name: 'Birds' }],
    mentions: [{ id: OWNER_ID, acct: 'me' }],
  };
  openPool(home.database).pour();

  home.filing.edit(loginKey, parseStatus(statusJson({ ...ada, more })), hours(2));

  const read = (sql: string) => home.database.connection.prepare(sql).get();
  expect(read('select language, mentions_owner from statuses')).toEqual({
    language: 'de',
    mentions_owner: 1,
  });
  expect(read('select name from status_tags join tags using (tag_key)')).toEqual({ name: 'birds' });
  expect(read('select mentions_owner from pool')).toEqual({ mentions_owner: 1 });
});
