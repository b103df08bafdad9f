import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { openActions } from '../../src/store/actions.ts';
import { openFollows } from '../../src/store/follows.ts';
import { aDialledHome } from '../support/dialled_home.ts';
import { account, boost, hours, post, statusJson } from '../support/entries.ts';

const FOLLOWS = ['ada', 'bob', 'cleo', 'dan', 'eve'];
const uriOf = (by: string, id: string) => `https://example.social/users/${by}/statuses/${id}`;

interface Part {
  readonly by: string;
  readonly id: string;
  readonly after?: string;
  readonly link?: string;
}

/** A home with parts of threads: each by its author, in answer to the part before. */
function aHomeWith(...parts: readonly Part[]) {
  const home = aDialledHome([], FOLLOWS);
  for (const [nth, { by, id, after, link }] of parts.entries()) {
    const more = {
      ...(after === undefined
        ? {}
        : { in_reply_to_id: after, in_reply_to_account_id: account(by).id }),
      ...(link === undefined ? {} : { card: { url: link } }),
    };
    home.receive(post({ id, by, atMs: hours(200 + nth), more }), hours(200 + nth));
  }
  return home;
}

const STORY = 'https://news.example/story?utm_source=x';

test('a story is one entry that names all others, whoever they are and what they weigh', () => {
  const home = aHomeWith(
    { by: 'ada', id: '1', link: STORY },
    { by: 'bob', id: '2', link: 'https://www.news.example/story/' },
    { by: 'cleo', id: '3', link: STORY },
    { by: 'dan', id: '4', link: 'https://news.example/other' },
  );

  const { entries } = home.draw({ size: 2 });
  const named = entries.find(({ named }) => named.length > 0);
  const story = [uriOf('ada', '1'), uriOf('bob', '2'), uriOf('cleo', '3')];

  expect(entries).toHaveLength(2);
  expect([named?.uri, ...(named?.named ?? [])].toSorted()).toEqual(story);
});

test('a story that was seen in another post names that post', () => {
  const home = aHomeWith({ by: 'ada', id: '1', link: STORY }, { by: 'bob', id: '2', link: STORY });
  const { edition } = home.draw({ size: 1, nowMs: hours(201.5), isReal: true });
  home.see(edition as number, [uriOf('ada', '1')], hours(202));

  const { entries } = home.draw();

  expect(entries.map(({ uri, named }) => [uri, named])).toEqual([
    [uriOf('bob', '2'), [uriOf('ada', '1')]],
  ]);
});

test('what is deleted, direct, muted, another month’s or not come yet is not named', () => {
  const home = aHomeWith({ by: 'ada', id: '1', link: STORY });
  const card = { card: { url: STORY } };
  const receive = (by: string, id: string, hour: number, more: object = {}) =>
    home.receive(post({ id, by, atMs: hours(hour), more: { ...card, ...more } }), hours(hour));
  receive('bob', '2', 201);
  receive('cleo', '3', 202, { visibility: 'direct' });
  receive('dan', '4', 203);
  receive('eve', '5', -24 * 40);
  receive('eve', '6', 241);
  home.filing.forget(home.login.loginKey, '2', hours(210));
  openFollows(home.database, home.filing.accounts).unfollow(
    home.login.loginKey,
    account('dan'),
    hours(220),
  );

  const { entries } = home.draw({ size: 1 });

  expect(entries.map(({ uri, named }) => [uri, named])).toEqual([[uriOf('ada', '1'), []]]);
});

test('a thread is one entry, shown from its first unseen part, whatever lies in between', () => {
  const home = aHomeWith(
    { by: 'ada', id: '1' },
    { by: 'ada', id: '2', after: '1' },
    { by: 'ada', id: '3', after: '2' },
    { by: 'ada', id: '4', after: '3' },
    { by: 'bob', id: '9' },
  );
  const seen = { loginKey: home.login.loginKey, statusId: '3', kind: 'favourite' as const };
  openActions(home.database).record({ ...seen, atMs: hours(210) });

  const { entries } = home.draw();
  const ofAda = entries.filter(({ account }) => account === 'ada@example.social');

  // The third part is no candidate; without it the fourth is of the same thread all the same.
  expect(ofAda.map(({ uri, named }) => [uri, named])).toEqual([
    [uriOf('ada', '1'), ['2', '3', '4'].map((id) => uriOf('ada', id))],
  ]);
});

test('a thread is shown from its beginning though a later part outweighs it by far', () => {
  const home = aHomeWith({ by: 'ada', id: '1' }, { by: 'ada', id: '2', after: '1' });
  const more = { in_reply_to_id: '1', in_reply_to_account_id: account('ada').id };
  for (const by of ['bob', 'cleo', 'dan', 'eve']) {
    const words = { id: '2', by: 'ada', atMs: hours(201), more };
    home.receive(boost(`b${by}`, by, hours(205), words), hours(205));
  }

  const { entries } = home.draw();

  expect(entries.map(({ uri }) => uri)).toEqual([uriOf('ada', '1')]);
});

test('the last part of a thread names those before it, seen as they are', () => {
  const home = aHomeWith({ by: 'ada', id: '1' }, { by: 'ada', id: '2', after: '1' });
  const { edition } = home.draw({ size: 1, nowMs: hours(202), isReal: true });
  home.see(edition as number, [uriOf('ada', '1')], hours(203));

  const { entries } = home.draw();

  expect(entries.map(({ uri, named }) => [uri, named])).toEqual([
    [uriOf('ada', '2'), [uriOf('ada', '1')]],
  ]);
});

test('an answer of somebody else is no part of a thread', () => {
  const home = aHomeWith({ by: 'ada', id: '1' }, { by: 'bob', id: '2' });
  const answer = { in_reply_to_id: '1', in_reply_to_account_id: account('ada').id };
  home.receive(post({ id: '3', by: 'bob', atMs: hours(203), more: answer }), hours(203));

  const { entries } = home.draw();

  expect(entries).toHaveLength(3);
  expect(entries.flatMap(({ named }) => named)).toEqual([]);
});

test('a post is one entry however many boosted it, its author among them', () => {
  const home = aHomeWith({ by: 'ada', id: '1' });
  const words = { id: '1', by: 'ada', atMs: hours(200) };
  for (const [nth, by] of ['ada', 'bob', 'zoe'].entries())
    home.receive(boost(`b${nth}`, by, hours(210 + nth), words), hours(210 + nth));

  const { entries, report } = home.draw();

  expect(report.candidates).toBe(1);
  expect(entries.map(({ uri }) => uri)).toEqual([statusJson(words).uri]);
  expect(entries[0]?.boosters.map((handle) => handle.split('@')[0])).toEqual(['ada', 'bob', 'zoe']);
  // Her own boost is no voice: zoe's and bob's are.
  expect(entries[0]?.signals.social_proof?.value).toBeGreaterThan(0);
});

test('her own boost alone is no voice at all', () => {
  const home = aHomeWith({ by: 'ada', id: '1' });
  home.receive(boost('b', 'ada', hours(210), { id: '1', by: 'ada', atMs: hours(200) }), hours(210));

  const { entries } = home.draw();

  expect(entries.map(({ signals }) => signals.social_proof?.value)).toEqual([0]);
});

test('what has a place of its own is not named under another', () => {
  const home = aHomeWith(
    { by: 'ada', id: '1', link: STORY },
    { by: 'bob', id: '2', link: STORY },
    { by: 'cleo', id: '3', link: STORY },
  );
  for (const name of ['ada', 'bob']) home.say({ about: { account: name }, word: 'always' });

  const { entries } = home.draw();

  expect(entries.map(({ uri }) => uri).toSorted()).toEqual([uriOf('ada', '1'), uriOf('bob', '2')]);
  expect(entries.map(({ named }) => named)).toEqual([[uriOf('cleo', '3')], [uriOf('cleo', '3')]]);
});

const THREAD: readonly Part[] = [
  { by: 'ada', id: '1' },
  { by: 'ada', id: '2', after: '1' },
];
const TOLD: readonly Part[] = [
  { by: 'ada', id: '1', link: STORY },
  { by: 'bob', id: '2', link: STORY },
];

/** Draws, and the owner opens each edition and sees nothing of what is told. */
function passedBy(parts: readonly Part[], editions: number) {
  const home = aHomeWith(...parts);
  const draws = Array.from({ length: editions }, (_, nth) => {
    const at = 250 + 24 * nth;
    home.receive(post({ id: `d${nth}`, by: 'dan', atMs: hours(at - 1) }), hours(at - 1));
    const drawn = home.draw({ nowMs: hours(at), isReal: true, quotas: NO_QUOTAS });
    home.see(drawn.edition as number, [uriOf('dan', `d${nth}`)], hours(at + 1));
    return drawn.entries;
  });
  return { home, draws };
}

const NO_QUOTAS = { turns: 0, boosted: 1, resurfaced: 1, wildcard: 0 };

test.each([
  ['a thread', THREAD],
  ['a story', TOLD],
])('what was named tires and rests with the entry that named it: %s', (_, parts) => {
  const { draws } = passedBy([...parts], 4);
  const ofIt = draws.map((entries) => entries.filter(({ account }) => !account.startsWith('dan')));

  // Offered on the first two days, it rests on the third, whichever part would come.
  expect(ofIt.map((entries) => entries.length)).toEqual([1, 1, 0, 1]);
  expect(ofIt.map(([entry]) => [entry?.lane, entry?.signals.fatigue?.value])).toEqual([
    ['missed', 0],
    ['resurfaced', 1],
    [undefined, undefined],
    ['resurfaced', 2],
  ]);
});

test('whose post was only named keeps its turn, and explain says what rests', () => {
  const { home } = passedBy([...TOLD, { by: 'cleo', id: '3', link: STORY }], 2);
  const offered = home.database.connection
    .prepare("select distinct uri from entries where uri not like '%dan%'")
    .pluck()
    .all();
  const all = [uriOf('ada', '1'), uriOf('bob', '2'), uriOf('cleo', '3')];
  const named = all.find((uri) => !offered.includes(uri));
  const quotas = { ...NO_QUOTAS, turns: 1 };

  const soon = home.draw({ nowMs: hours(299), quotas: NO_QUOTAS });
  const due = home.draw({ nowMs: hours(520), quotas });

  expect(named).toBeDefined();
  expect(soon.entries.map(({ uri }) => uri)).not.toContain(named);
  expect(due.entries.find(({ uri }) => uri === named)?.signals.turn).toBeDefined();
  const { leftOut } = explainStatus({
    database: home.database,
    feed: MORNING,
    nowMs: hours(299),
    status: named ?? '',
  });
  expect(leftOut).toMatch(/^it rests until .* since its story or its thread was offered 2 times/);
});
