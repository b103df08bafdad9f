import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { lookAt } from '../../src/rank/upkeep.ts';
import { openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { account, aHome, boost, hours, post, statusJson } from '../support/entries.ts';

const TEN_DAYS = hours(240);

/** A home of which the owner looks at everything, and acts on some. */
function aReadHome() {
  const home = aHome();
  const exposures = openExposures(home.database);
  const actions = openActions(home.database);
  let nth = 0;
  const read = (by: string, act?: 'favourite' | 'less', boostedBy?: string) => {
    nth += 1;
    const words = { id: `${1000 + nth}`, by, atMs: hours(1) };
    if (boostedBy === undefined) home.receive(post(words), hours(1));
    else home.receive(boost(`b${nth}`, boostedBy, hours(0), words), hours(0));
    const { uri } = statusJson(words);
    exposures.record([{ uri, kind: 'seen', atMs: TEN_DAYS, via: 'page' }]);
    const { loginKey } = home.login;
    if (act !== undefined)
      actions.record({ loginKey, statusId: words.id, uri, kind: act, atMs: TEN_DAYS });
  };
  const ask = (sql: string, atMs: EpochMs = TEN_DAYS) =>
    lookAt(home.database, atMs, () => home.database.connection.prepare(sql).pluck().all());
  return { ...home, read, ask };
}

test('one boost that was acted on says little of whose it was', () => {
  const { read, ask } = aReadHome();
  read('one', 'favourite', 'ida');
  for (let nth = 0; nth < 20; nth += 1)
    read(`other${nth}`, nth < 10 ? 'favourite' : undefined, 'jon');

  const voices = ask(
    `select voice_micro from booster_signals join accounts using (account_key) order by handle`,
  );

  const usual = (11 + 2) / (21 + 40);
  const voiceOf = (acted: number, seen: number) =>
    ((acted + 10 * usual) / (seen + 10) / usual / (1 + seen / 10 / 4)) * 1e6;
  expect(voices).toEqual([voiceOf(1, 1), voiceOf(10, 20)].map(Math.round));
});

test('who only ever says "less" lifts nobody by it', () => {
  const { read, ask } = aReadHome();
  for (let nth = 0; nth < 30; nth += 1) read('bob', nth < 20 ? 'less' : undefined);
  read('ada');

  const affinities = ask(
    `select affinity_micro from author_signals join accounts using (account_key)
      order by handle = 'bob@example.social', handle`,
  ) as number[];

  // Bob is at the bound of × 0.4, ada hardly below × 1.
  expect(affinities.at(-1)).toBe(-916_291);
  expect(affinities[0]).toBeGreaterThan(-100_000);
  expect(affinities[0]).toBeLessThanOrEqual(0);
});

test('in the first week who posted on one day may be quiet, who did on two may not', () => {
  const { receive, ask } = aReadHome();
  for (const [id, by, hour] of [
    ['1', 'once', 1],
    ['2', 'once', 3],
    ['3', 'twice', 1],
    ['4', 'twice', 30],
  ] as const)
    receive(post({ id, by, atMs: hours(hour) }), hours(hour));

  const mayBe = (atMs: EpochMs) =>
    ask(
      `select handle from author_signals join accounts using (account_key) where may_be_quiet`,
      atMs,
    );

  expect(mayBe(hours(100))).toEqual(['once@example.social']);
  expect(mayBe(hours(200))).toEqual([]);
});

test('what is usual for people of like following is shrunk by fifty posts to that of all', () => {
  const { receive, database } = aReadHome();
  const say = (id: number, by: string, followers_count: number) => {
    const words = { id: `${id}`, by, atMs: hours(id) };
    const more = { account: account(by, { followers_count }) };
    receive(post({ ...words, more }), hours(id));
    return { ...words, more };
  };
  const boosted = say(1, 'dan', 100);
  receive(boost('b1', 'ida', hours(2), boosted), hours(2));
  say(2, 'dan', 100);
  for (let nth = 0; nth < 8; nth += 1) say(10 + nth, 'eve', 50_000);

  const { entries } = drawEdition({
    ...{ database, feed: MORNING, seed: 'x', nowMs: hours(60), dryRun: true },
  });

  // Of ten posts one has a voice V: usual here is (V + 50 · V / 10) / (2 + 50).
  const usual = 6 / 52;
  const standing = (1 + 5 * usual) / (1 + 5) / usual;
  const other = entries.find(({ statusId }) => statusId === '2');
  expect(other?.signals.regard?.value).toBeCloseTo(standing, 3);
});
