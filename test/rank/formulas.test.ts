import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { keepUp } from '../../src/rank/upkeep.ts';
import { openActions } from '../../src/store/actions.ts';
import { openLogins } from '../../src/store/logins.ts';
import { aHome, boost, hours, post, statusJson } from '../support/entries.ts';

// What docs/signals.md says of voices and topics, in figures.

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

const ofCandidate = (home: Home, id: string, column: 'voices_micro' | 'topic_micro') =>
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
