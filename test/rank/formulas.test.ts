import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { keepUp } from '../../src/rank/upkeep.ts';
import { openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { openLogins } from '../../src/store/logins.ts';
import { account, aHome, boost, hours, post, statusJson } from '../support/entries.ts';

// What docs/signals.md says of voices, topics, stories and percentiles, in figures.

const TEN_DAYS = hours(240);

type Home = ReturnType<typeof aHome>;

function kept(home: Home, nowMs: EpochMs, sql: string): unknown[] {
  keepUp(home.database, nowMs, () => {});
  return home.database.connection.prepare(sql).pluck().all();
}

const voiceOf = (home: Home, name: string) =>
  kept(
    home,
    TEN_DAYS,
    `select voice_micro from booster_signals join accounts using (account_key)
      where handle = '${name}@example.social'`,
  );

const ofCandidate = (home: Home, id: string, column: string) =>
  kept(
    home,
    TEN_DAYS,
    `select ${column} from pool join statuses using (status_key) where uri like '%/${id}'`,
  );

/** Two hundred boosts in ten days, by ida of what bob says; in each of so many homes. */
function aHabit(logins: number) {
  const home = aHome();
  const keys = Array.from(
    { length: logins },
    (_, nth) =>
      openLogins(home.database).findOrAdd({
        server: nth === 0 ? 'https://example.social' : `https://other${nth}.example`,
        ownerId: nth === 0 ? '1' : `4${nth}`,
        acct: nth === 0 ? 'me@example.social' : `me@other${nth}.example`,
        atMs: hours(0),
      }).loginKey,
  );
  for (let nth = 0; nth < 200; nth += 1) {
    const atMs = hours(nth * 1.2);
    const words = { id: `${1000 + nth}`, by: 'bob', atMs };
    for (const key of keys)
      home.filing.file(key, [boost(`b${nth}`, 'ida', atMs, words)], { atMs, how: 'import' });
  }
  return home;
}

test('who boosts twenty a day is a sixth of a voice', () => {
  const [voice] = voiceOf(aHabit(1), 'ida');

  expect(Number(voice) / 1e6).toBeCloseTo(1 / 6, 3);
});

test('whose boosts the owner acts on is two voices, whose are passed over half of one', () => {
  const home = aHome();
  for (let nth = 0; nth < 20; nth += 1) {
    const by = nth % 2 === 0 ? 'ida' : 'jon';
    const words = { id: `${nth + 1}`, by: `author${nth}`, atMs: hours(0) };
    const { uri } = statusJson(words);
    home.receive(boost(`b${nth}`, by, hours(0), words), hours(0));
    openExposures(home.database).record([{ uri, kind: 'seen', atMs: hours(1), via: 'page' }]);
    const act = {
      loginKey: home.login.loginKey,
      statusId: words.id,
      uri,
      kind: 'favourite',
    } as const;
    if (by === 'ida') openActions(home.database).record({ ...act, atMs: hours(2) });
  }

  // One boost a day in ten days is 1 / 1.25 of a voice.
  expect([voiceOf(home, 'ida'), voiceOf(home, 'jon')]).toEqual([[1_600_000], [400_000]]);
});

test('a boost that reaches two homes of one reader is one boost', () => {
  expect(voiceOf(aHabit(2), 'ida')).toEqual(voiceOf(aHabit(1), 'ida'));
});

test('who boosts others too is no voice for their own posts', () => {
  const home = aHome();
  const [own, other] = ['ada', 'bob'].map((by, nth) => ({ id: `${nth + 1}`, by, atMs: hours(1) }));
  for (const words of [own, other] as const) {
    if (words === undefined) continue;
    home.receive(post(words), hours(1));
    home.receive(boost(`b${words.id}`, 'ada', hours(2), words), hours(2));
  }

  expect(ofCandidate(home, '1', 'voices_micro')).toEqual([0]);
  expect(ofCandidate(home, '2', 'voices_micro')).not.toEqual([0]);
});

test('four tags weigh twice what one of them does', () => {
  const home = aHome();
  const actions = openActions(home.database);
  const tags = ['birds', 'tides', 'trains', 'bread'].map((name) => ({ name }));
  const tagged = (id: string, more: readonly object[]) => ({
    ...{ id, by: 'ada', atMs: hours(1) },
    more: { tags: more },
  });
  for (const id of ['1', '2']) {
    home.receive(post(tagged(id, tags)), hours(1));
    const { uri } = statusJson(tagged(id, tags));
    actions.record({ loginKey: 1, statusId: id, uri, kind: 'favourite', atMs: hours(2) });
  }
  home.receive(post(tagged('3', tags.slice(0, 1))), hours(1));
  home.receive(post(tagged('4', tags)), hours(1));

  const [one] = ofCandidate(home, '3', 'topic_micro') as number[];
  const [four] = ofCandidate(home, '4', 'topic_micro') as number[];

  expect(one).toBeGreaterThan(0);
  expect(four).toBe(2 * (one as number));
});

/** Posts of one link by different people, so many days after the first, which is seen at once. */
function aStory(days: readonly number[]) {
  const home = aHome();
  const words = days.map((day, nth) => ({
    ...{ id: `${nth + 1}`, by: `person${nth}`, atMs: hours(24 * day) },
    more: { card: { url: 'https://one.example/page' } },
  }));
  for (const one of words) home.receive(post(one), one.atMs);
  const [first] = words as [(typeof words)[number]];
  const { uri } = statusJson(first);
  const see = { uri, kind: 'seen', via: 'page' } as const;
  openExposures(home.database).record([{ ...see, atMs: hours(1) }]);
  return { home, uri };
}

const storiesSeen = (home: Home) =>
  kept(
    home,
    hours(24 * 60),
    `select substr(uri, -1) from pool join statuses using (status_key)
      where story_seen order by uri`,
  );

test('what was seen of a link a month before is another story', () => {
  expect(storiesSeen(aStory([0, 29, 31]).home)).toEqual(['2']);
});

test('what was seen, and put off since, has not told its own story', () => {
  const { home, uri } = aStory([0]);
  const until = { atMs: hours(2), untilMs: hours(24) };
  openActions(home.database).record({ loginKey: 1, statusId: '1', uri, kind: 'snooze', ...until });

  expect(storiesSeen(home)).toEqual([]);
  expect(kept(home, hours(24 * 60), 'select count(*) from pool')).toEqual([1]);
});

test('the first post of somebody is judged by authors of like following', () => {
  const home = aHome();
  const counted = (id: string, by: string, favourites_count: number, followers_count: number) => {
    const words = { id, by, atMs: hours(100) };
    const more = { account: account(by, { followers_count }) };
    home.receive(post({ ...words, more }), hours(100));
    home.receive(post({ ...words, more: { ...more, favourites_count } }), hours(101));
  };
  for (let nth = 0; nth < 9; nth += 1) counted(`1${nth}`, 'often', nth, 100);
  for (let nth = 0; nth < 9; nth += 1) counted(`2${nth}`, 'famous', 1_000 + nth, 50_000);
  counted('31', 'better', 9, 100);
  counted('32', 'less', 0, 100);

  // Of the ten others of like following one drew as little as 32, and all others more.
  expect(ofCandidate(home, '31', 'standing')).toEqual([1]);
  expect((ofCandidate(home, '32', 'standing') as number[])[0]).toBeCloseTo(0.05, 9);
});

test('quiet is who posts on one day a week at the most, however often on it', () => {
  const home = aHome();
  const say = (by: string, day: number, nth: number) => {
    const atMs = hours(day * 24 + nth);
    home.receive(post({ id: `${by}${day}${nth}`, by, atMs }), atMs);
  };
  say('listened-to', -3, 1);
  for (const day of [0, 6, 13, 20, 27]) {
    for (const nth of [1, 2, 3]) {
      if (day > 0) say('four', day, nth);
      say('five', day, nth);
    }
  }

  const quiet = kept(
    home,
    hours(27 * 24 + 12),
    `select substr(handle, 1, 4) || ' ' || is_quiet
       from author_signals join accounts using (account_key)
      where handle like 'f%' order by handle`,
  );

  expect(quiet).toEqual(['five 0', 'four 1']);
});
