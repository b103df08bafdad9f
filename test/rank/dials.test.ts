import { expect, test } from 'vitest';
import { lnMicro } from '../../src/core/dice.ts';
import { MORNING } from '../../src/core/feed.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { openDials } from '../../src/store/dials.ts';
import { openLogins } from '../../src/store/logins.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { aDialledHome, MORNING_MS, type Said, type Told } from '../support/dialled_home.ts';
import { account, hours, post } from '../support/entries.ts';

const PEOPLE = ['ada', 'bob', 'cleo', 'dan'];

const POSTS: readonly Told[] = [
  { by: 'ada', hour: 200, tags: ['Knitting'], link: 'https://www.example.org/wool' },
  { by: 'bob', hour: 201 },
  { by: 'stranger', hour: 202, boostedBy: 'bob', isStrange: true },
  { by: 'dan', hour: 203, boostedBy: 'bob' },
];

function aHomeThatHeard(...said: readonly Said[]) {
  const home = aDialledHome(POSTS, PEOPLE);
  for (const one of said) home.say(one);
  const drawn = (nowMs = MORNING_MS) => {
    const { entries } = home.draw({ nowMs });
    return new Map(entries.map((entry) => [entry.statusId, entry]));
  };
  const explain = (status: string, nowMs = MORNING_MS) =>
    explainStatus({ database: home.database, feed: MORNING, nowMs, status });
  return { ...home, drawn, explain };
}

test('the words on a person, a tag and a site multiply, and each is named', () => {
  const { drawn } = aHomeThatHeard(
    { about: { account: '@Ada@Example.social' }, word: 'more' },
    { about: { tag: '#KNITTING' }, word: 'more' },
    { about: { site: 'WWW.example.org' }, word: 'less' },
  );

  const dial = drawn().get('100')?.signals.dial;

  expect(dial?.factor_micro).toBeCloseTo(lnMicro(1.5 * 1.5 * 0.5), -1);
  expect(dial?.said).toEqual(['@ada@example.social: more', 'example.org: less', '#knitting: more']);
  expect(drawn().get('101')?.signals.dial).toEqual({ value: 0, factor_micro: 0 });
});

test('a word said under two logins acts once, and the later one holds under both', () => {
  const { database, drawn, say } = aHomeThatHeard({ about: { account: 'ada' }, word: 'more' });
  const { loginKey } = openLogins(database).findOrAdd({
    server: 'https://other.example',
    ownerId: '4',
    acct: 'me@other.example',
    atMs: hours(0),
  });
  const ada = { loginKey, kind: 'account', subject: 'ada@example.social' } as const;
  openOwnerWords(database).dial({ ...ada, word: 'more', untilMs: null, saidAtMs: hours(231) });

  const factorAt = (hour: number) => drawn(hours(hour)).get('100')?.signals.dial?.factor_micro;

  expect([230, 231].map(factorAt)).toEqual([405_465, 405_465]);
  say({ about: { account: 'ada' }, word: 'usual', atMs: hours(232) });
  expect([231, 232].map(factorAt)).toEqual([405_465, 0]);
  expect(openDials(database).list(hours(232))).toEqual([]);
});

test('a word acts from when it is said until it ends', () => {
  const { drawn } = aHomeThatHeard({
    about: { account: 'ada' },
    word: 'less',
    atMs: hours(230),
    untilMs: hours(260),
  });
  const factorAt = (hour: number) => drawn(hours(hour)).get('100')?.signals.dial?.factor_micro;

  expect([229, 230, 259, 260].map(factorAt)).toEqual([0, -693_147, -693_147, 0]);
});

test.each(['always', 'not until', 'no boosts'] as const)(
  'a draw of an earlier moment hears nothing of %s',
  (word) => {
    const plain = aHomeThatHeard();
    const { drawn } = aHomeThatHeard({
      about: { account: 'bob' },
      word,
      atMs: hours(231),
      untilMs: hours(900),
    });

    expect([...drawn(hours(230))]).toEqual([...plain.drawn(hours(230))]);
    expect([...drawn(hours(231))]).not.toEqual([...plain.drawn(hours(231))]);
    expect([...drawn(hours(900))]).toEqual([...plain.drawn(hours(900))]);
  },
);

test.each([{ account: 'ada' }, { tag: 'knitting' }, { site: 'example.org' }])(
  'not until a day holds back what it is about, %o, and explain says whose word it is',
  (about) => {
    const { drawn, explain } = aHomeThatHeard({ about, word: 'not until', untilMs: hours(300) });

    expect([...drawn().keys()].toSorted()).toEqual(['101', '102', '103']);
    expect(drawn(hours(300)).has('100')).toBe(true);
    const named = 'account' in about ? '@ada@example.social' : 'tag' in about ? '#knitting' : '';
    expect(explain('100').leftOut).toContain(`held back: your word on ${named}`);
    expect(explain('100').leftOut).toContain('not until 2026-11-13T18:00:00.000Z');
  },
);

test('a word that was said after the last draw is told of at once', () => {
  const { draw, say, explain } = aHomeThatHeard();
  draw({ isReal: true });
  say({ about: { account: 'ada' }, word: 'less', atMs: hours(241) });
  say({ about: { account: 'bob' }, word: 'not until', atMs: hours(241), untilMs: hours(300) });

  expect(explain('100', hours(242)).dials).toEqual(['@ada@example.social: less']);
  expect(explain('100', hours(242)).signals.dial?.said).toBeUndefined();
  expect(explain('101', hours(242)).dials[0]).toContain('not until');
});

test('an edition keeps whose word acted, whatever is said later', () => {
  const { draw, say, explain } = aHomeThatHeard({ about: { tag: 'knitting' }, word: 'more' });
  draw({ isReal: true });
  say({ about: { tag: 'knitting' }, word: 'usual', atMs: hours(241) });

  expect(explain('100', hours(242)).signals.dial).toMatchObject({ said: ['#knitting: more'] });
  expect(explain('100', hours(242)).dials).toEqual([]);
});

test('no boosts holds back what they alone brought, and their boost is no voice for the rest', () => {
  const { drawn, explain } = aHomeThatHeard({ about: { account: 'bob' }, word: 'no boosts' });
  const heard = drawn();

  expect([...heard.keys()].toSorted()).toEqual(['100', '101', '103']);
  expect(heard.get('103')?.signals.social_proof?.value).toBe(0);
  expect(heard.get('103')?.boosters).toEqual([]);
  expect(heard.get('103')?.signals.dial?.said).toEqual(['@bob@example.social: no boosts']);
  expect(explain('102').leftOut).toBe(
    'held back: your word on @bob@example.social: no boosts, and nothing else brought it',
  );
  expect(aHomeThatHeard().drawn().get('103')?.signals.social_proof?.value).toBeGreaterThan(0);
});

test('a word that ends gives way to the one before it, in whatever order they are heard', () => {
  const standing = { about: { account: 'ada' }, word: 'more', atMs: hours(200) } as const;
  const held = {
    about: { account: 'ada' },
    word: 'not until',
    atMs: hours(230),
    untilMs: hours(300),
  } as const;
  const homes = [aHomeThatHeard(standing, held), aHomeThatHeard(held, standing)];

  for (const { drawn } of homes) {
    const factorAt = (hour: number) => drawn(hours(hour)).get('100')?.signals.dial?.factor_micro;
    expect([201, 229, 230, 299, 300, 900].map(factorAt)).toEqual([
      405_465,
      405_465,
      undefined,
      undefined,
      405_465,
      405_465,
    ]);
  }
});

test('a word of a day is over for good where something else was said meanwhile', () => {
  const { drawn, database } = aHomeThatHeard(
    { about: { tag: 'knitting' }, word: 'more', atMs: hours(200), untilMs: hours(300) },
    { about: { tag: 'knitting' }, word: 'less', atMs: hours(240) },
  );
  const factorAt = (hour: number) => drawn(hours(hour)).get('100')?.signals.dial?.factor_micro;

  expect([239, 240, 299, 300].map(factorAt)).toEqual([405_465, -693_147, -693_147, -693_147]);
  const [one, ...others] = openDials(database).list(hours(299));
  expect(one).toMatchObject({ word: 'less', said_at_ms: hours(240), until_ms: null });
  expect(others).toEqual([]);
});

test('a word follows whoever moves, and what is said of the new name holds over it', () => {
  const { drawn, draw, say, database, filing, login, receive } = aHomeThatHeard({
    about: { account: 'ada' },
    word: 'more',
  });
  receive(post({ id: 'n1', by: 'ada2', atMs: hours(231) }), hours(231));
  const moved = account('ada', { moved: account('ada2') });
  filing.accounts.keyOf(login.loginKey, moved, hours(232));
  const factorOf = (hour: number) => drawn(hours(hour)).get('n1')?.signals.dial;

  expect(factorOf(240)).toMatchObject({
    factor_micro: 405_465,
    said: ['@ada2@example.social: more'],
  });
  draw({ isReal: true });
  expect(openDials(database).list(hours(240))).toMatchObject([
    { subject: 'ada2@example.social', said_of: 'ada@example.social' },
    { subject: 'ada@example.social' },
  ]);
  say({ about: { account: 'ada2' }, word: 'less', atMs: hours(241) });
  expect(factorOf(242)?.factor_micro).toBe(-693_147);
  say({ about: { account: 'ada2' }, word: 'usual', atMs: hours(243) });
  expect(factorOf(244)?.factor_micro).toBe(0);
});

test('usual takes a word back, and what was said later holds in whatever order it is heard', () => {
  const { drawn, say } = aHomeThatHeard({ about: { account: 'ada' }, word: 'more' });
  say({ about: { account: 'ada' }, word: 'usual', atMs: hours(232) });
  say({ about: { account: 'ada' }, word: 'less', atMs: hours(231) });

  expect(drawn().get('100')?.signals.dial).toEqual({ value: 0, factor_micro: 0 });
});

test('always counts as a turn and says so', () => {
  const { draw } = aHomeThatHeard({ about: { account: 'stranger' }, word: 'always' });

  const { entries } = draw({
    size: 1,
    quotas: { turns: 0, boosted: 0, resurfaced: 0, wildcard: 1 },
  });

  expect(entries).toMatchObject([{ account: 'stranger@example.social', lane: 'boosted' }]);
  expect(entries[0]?.signals.turn?.factor_micro).toBe(0);
  expect(entries[0]?.signals.always).toEqual({ value: 1, factor_micro: 0 });
  expect(entries[0]?.signals.dial?.said).toEqual(['@stranger@example.social: always']);
});
