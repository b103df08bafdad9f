import { expect, test } from 'vitest';
import { LEANING_FACTORS, publishedFactors } from '../../src/core/leaning.ts';
import { aTaughtHome, dayAfter, type Taught } from '../support/taught_home.ts';

const DAYS = 12;
const A_DAY = 40;

/** Uniform in 0 … 1, the same each time. */
function dice() {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

type Logs = Taught['logs'];

/** Twelve editions of forty posts, of each factor something. */
function editionsOf(
  isActedOn: (logs: Logs, nth: number) => boolean,
  silent: readonly string[] = [],
) {
  const die = dice();
  const speaking = LEANING_FACTORS.filter((name) => !silent.includes(name));
  return Array.from({ length: DAYS }, (_, day) =>
    Array.from({ length: A_DAY }, (__, nth): Taught => {
      const logs = Object.fromEntries(speaking.map((name) => [name, 1.6 * die() - 0.8]));
      return { logs, isActedOn: isActedOn(logs, day * A_DAY + nth) };
    }),
  );
}

const boundedOf = (leanings: Readonly<Record<string, number>>) =>
  Object.values(leanings).every((one) => one >= 0.25 && one <= 2);

test('acts on nothing or on everything that was seen say nothing of factors', () => {
  expect(aTaughtHome(editionsOf(() => false)).leanings()).toEqual({});
  expect(aTaughtHome(editionsOf(() => true)).leanings()).toEqual({});
  expect(aTaughtHome(editionsOf((_, nth) => nth >= 9)).leanings()).toEqual({});
  expect(aTaughtHome(editionsOf((_, nth) => nth >= 10)).leanings()).not.toEqual({});
});

test('acts on what was never seen in an edition teach nothing', () => {
  const unseen = editionsOf((_, nth) => nth % 5 === 0).map((posts) =>
    posts.map((post) => ({ ...post, isSeen: !post.isActedOn })),
  );

  expect(aTaughtHome(unseen).leanings()).toEqual({});
});

test('a factor that tells all of it counts twice at the most, the others a quarter at the least', () => {
  const leanings = aTaughtHome(editionsOf(({ quiet = 0 }) => quiet > 0.4)).leanings();

  expect(leanings.quiet).toBe(2);
  expect(boundedOf(leanings)).toBe(true);
});

test('a factor that tells the contrary counts a quarter at the least', () => {
  const leanings = aTaughtHome(editionsOf(({ quiet = 0 }) => quiet < -0.4)).leanings();

  expect(leanings.quiet).toBe(0.25);
  expect(boundedOf(leanings)).toBe(true);
});

test('acts on one author alone stay within bounds', () => {
  const die = dice();
  const editions = Array.from({ length: DAYS }, () =>
    Array.from({ length: A_DAY }, (_, nth): Taught => {
      const isTheirs = nth === 7;
      const others = { freshness: -die(), own_percentile: 1.4 * die() - 0.7 };
      return { logs: isTheirs ? { ...others, affinity: 1.4 } : others, isActedOn: isTheirs };
    }),
  );
  const leanings = aTaughtHome(editions).leanings();

  expect(leanings.affinity).toBeGreaterThan(1);
  expect(boundedOf(leanings)).toBe(true);
});

test('a factor that is silent throughout, or that an older version did not know, counts as published', () => {
  const acts = ({ quiet = 0 }: Logs, nth: number) => nth % 3 === 0 && quiet > -0.2;
  const leanings = aTaughtHome(editionsOf(acts, ['tag_regard', 'kind'])).leanings();
  const older = { quiet: { value: 1, factor_micro: 7 }, own: { value: 3, factor_micro: 9 } };

  expect(leanings).toMatchObject({ tag_regard: 1, kind: 1 });
  expect(leanings.quiet).not.toBe(1);
  expect(publishedFactors([older, {}])).toEqual({ quiet: [7, 0] });
});

test('what a feed and leanings make of a factor is taken out of it again', () => {
  const signal = { value: 1, factor_micro: 300_000 };

  const factors = publishedFactors([
    { quiet: signal, kind: { ...signal, exponent: 0 } },
    { quiet: { ...signal, exponent: 2 }, freshness: { ...signal, exponent: -1 } },
    { quiet: { ...signal, exponent: 0.5, leaning: 1.5 } },
  ]);

  expect(factors).toEqual({ freshness: [0, -300_000, 0], quiet: [300_000, 150_000, 400_000] });
});

test('factors that no version of ours writes end in leanings all the same', () => {
  for (const height of [1e6, -1e6, 9e9]) {
    const editions = editionsOf(({ quiet = 0 }) => quiet > 0.2).map((posts) =>
      posts.map((post) => ({ ...post, logs: { ...post.logs, kind: height } })),
    );
    editions[0] = (editions[0] ?? []).map((post) => ({ ...post, logs: { kind: -height } }));

    const leanings = aTaughtHome(editions).leanings();

    expect(boundedOf(leanings)).toBe(true);
  }
});

/** What is acted on now and then, and teaches something. */
const someActs = () => editionsOf(({ quiet = 0 }, nth) => nth % 3 === 0 && quiet > -0.2);

test('to want less of a post, or to put it off, is no act that teaches', () => {
  for (const [kind, untilMs] of [
    ['less', null],
    ['snooze', dayAfter(1)],
  ]) {
    const { database, leanings } = aTaughtHome(someActs());
    expect(leanings()).not.toEqual({});

    database.connection.prepare('update actions set kind = ?, until_ms = ?').run(kind, untilMs);

    expect(leanings()).toEqual({});
  }
});

test('an act or a look that is taken back taught until then, and teaches nothing since', () => {
  for (const table of ['actions', 'exposures']) {
    const { database, leanings } = aTaughtHome(someActs());
    const before = leanings();

    database.connection.exec(`update ${table} set undone_at_ms = ${dayAfter(DAYS + 1)}`);

    expect(leanings()).toEqual(before);
    expect(leanings(dayAfter(DAYS + 2))).toEqual({});
  }
});

test('what was read more than sixty days ago teaches nothing any more', () => {
  const { leanings } = aTaughtHome(someActs());

  expect(leanings(dayAfter(60))).not.toEqual({});
  expect(leanings(dayAfter(DAYS + 60))).toEqual({});
});

test('acts that are still to come teach nothing', () => {
  const { database, leanings } = aTaughtHome(someActs());

  database.connection.exec(`update actions set at_ms = ${dayAfter(DAYS + 1)} + action_key`);

  expect(leanings()).toEqual({});
  expect(leanings(dayAfter(DAYS + 2))).not.toEqual({});
});

test('in whatever order editions and looks came in, the leanings are the same', () => {
  const { database, leanings } = aTaughtHome(someActs());
  const before = leanings();
  const { connection } = database;

  connection.exec(`
    create temp table looks as select * from exposures order by at_ms desc;
    delete from exposures;
    insert into exposures select -exposure_key, uri_hash, uri, status_id, kind, at_ms,
        1000 - edition, position, via, undone_at_ms from looks;
    update entries set edition = 1000 - edition;
    update editions set edition = 1000 - edition;
  `);

  expect(before).not.toEqual({});
  expect(leanings()).toEqual(before);
});

/** Leanings of the last twenty of sixty days, of an owner who acts by `truth` on what these drew. */
function lastLeaningsOf(truth: Logs): readonly Logs[] {
  const home = aTaughtHome();
  const die = dice();
  const names = Object.keys(truth);
  const sum = (logs: Logs, counts: Logs) =>
    names.reduce((ln, name) => ln + (logs[name] ?? 0) * (counts[name] ?? 1), 0);
  const told: Logs[] = [];
  for (let day = 0; day < 60; day += 1) {
    const leanings = home.leanings();
    told.push(leanings);
    const candidates = Array.from({ length: 200 }, () => {
      const logs = Object.fromEntries(names.map((name) => [name, 1.6 * die() - 0.8]));
      return { logs, key: sum(logs, leanings) - 0.15 * Math.log(-Math.log(die())) };
    });
    const drawn = candidates.toSorted((one, other) => other.key - one.key).slice(0, 30);
    const acts = (logs: Logs) => die() < 0.03 * Math.exp(sum(logs, truth));
    home.teach(
      drawn.map(({ logs }) => ({ logs, isActedOn: acts(logs) })),
      leanings,
    );
  }
  return told.slice(-20);
}

test('what leanings draw does not push them on: who acts as published stays there', () => {
  const truth = { freshness: 1, own_percentile: 1, quiet: 1, social_proof: 1 };

  const told = lastLeaningsOf(truth).flatMap((one) => Object.keys(truth).map((name) => one[name]));

  expect(told).not.toContain(undefined);
  expect(Math.min(...(told as number[]))).toBeGreaterThan(0.7);
  expect(Math.max(...(told as number[]))).toBeLessThan(1.4);
});

test('what was learned is not learned away by what it draws', () => {
  const told = lastLeaningsOf({ freshness: 0.4, own_percentile: 1, quiet: 1.9, social_proof: 1 });

  for (const { freshness, quiet } of told) {
    expect(freshness).toBeLessThan(0.65);
    expect(quiet).toBeGreaterThan(1.5);
  }
});
