import fc from 'fast-check';
import { expect, test } from 'vitest';
import { throwOf } from '../../src/core/dice.ts';
import type { Edition } from '../../src/core/edition.ts';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { openFollows } from '../../src/store/follows.ts';
import { account, aHome, boost, hours, post } from '../support/entries.ts';

const FOLLOWED = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn'];
const RUNS = { seed: 42, endOnFailure: true };
const NOW_MS = hours(240);

const told = fc.record({
  by: fc.constantFrom(...FOLLOWED, 'gus', 'hal'),
  hour: fc.integer({ min: 1, max: 225 }),
  link: fc.option(fc.constantFrom('https://one.example/a', 'https://two.example/b'), {
    nil: undefined,
  }),
  boostedBy: fc.option(fc.constantFrom('ada', 'bob', 'zoe'), { nil: undefined }),
  favourites: fc.nat(20),
  isAnswer: fc.boolean(),
});
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

const homes = (least: number, most: number) =>
  fc.array(told, { minLength: least, maxLength: most, size: 'max' });

/** What came in, each with its moment: the posts, their counts an hour and six later, boosts. */
function arrivalsOf(all: readonly Told[]) {
  return all.flatMap(({ by, hour, link, boostedBy, favourites, isAnswer }, nth) => {
    const more = {
      ...(link === undefined ? {} : { card: { url: link } }),
      // Now and then the second of two posts by somebody continues the first.
      ...(isAnswer && all[nth - 1]?.by === by
        ? { in_reply_to_id: `${99 + nth}`, in_reply_to_account_id: account(by).id }
        : {}),
    };
    const words = { id: `${100 + nth}`, by, atMs: hours(hour), more };
    const counted = { ...words, more: { ...more, favourites_count: favourites } };
    return [
      { entry: post(words), atMs: hours(hour) },
      { entry: post(counted), atMs: hours(hour + 1) },
      { entry: post(counted), atMs: hours(hour + 6) },
      ...(boostedBy === undefined
        ? []
        : [{ entry: boost(`b${nth}`, boostedBy, hours(hour + 2), words), atMs: hours(hour + 2) }]),
    ];
  });
}

function homeOf(arrivals: ReturnType<typeof arrivalsOf>) {
  const { database, login, filing, receive } = aHome();
  const follows = openFollows(database, filing.accounts);
  follows.replaceAll(
    login.loginKey,
    FOLLOWED.map((name) => account(name)),
    hours(0),
  );
  for (const { entry, atMs } of arrivals) receive(entry, atMs);
  const draw = (more: Partial<Feed> = {}, seed = 'law', nowMs = NOW_MS, dryRun = true) =>
    drawEdition({ database, feed: { ...MORNING, size: 12, ...more }, seed, nowMs, dryRun });
  const see = (uris: readonly string[], edition: number, atMs: typeof NOW_MS) =>
    openExposures(database).record(
      uris.map((uri) => ({ uri, kind: 'seen' as const, atMs, edition, via: 'page' })),
    );
  return { draw, see };
}

const judged = ({ entries, passedOver }: Edition) => [...entries, ...passedOver];
const MERIT = { turns: 0, boosted: 1, resurfaced: 1, wildcard: 0 };

test('the order of arrival does not matter: stories, threads, boosts and counts', () => {
  const shuffled = homes(5, 30).chain((all) => {
    const arrivals = arrivalsOf(all);
    const length = { minLength: arrivals.length, maxLength: arrivals.length };
    return fc.tuple(fc.constant(arrivals), fc.shuffledSubarray(arrivals, length));
  });
  fc.assert(
    fc.property(shuffled, ([inOrder, anyhow]) => {
      expect(homeOf(anyhow).draw()).toEqual(homeOf(inOrder).draw());
    }),
    { ...RUNS, numRuns: 10 },
  );
});

test('one post more leaves the throw of every other as it was, and so their order', () => {
  fc.assert(
    fc.property(homes(5, 30), told, (all, one) => {
      const wide = { size: 60, quotas: MERIT };
      const before = judged(homeOf(arrivalsOf(all)).draw(wide));
      const after = judged(homeOf(arrivalsOf([...all, one])).draw(wide));
      const others = after.filter(({ uri }) => before.some((known) => known.uri === uri));
      const same = others.map((now) => {
        const then = before.find(({ uri }) => uri === now.uri) as (typeof before)[number];
        const u = (of: typeof now) => throwOf(of.drawKey, of.scoreMicro, MORNING.temperature);
        expect(u(now)).toBeCloseTo(u(then), 6);
        return { now, then };
      });

      // Whose score is the same has the same key: their order among each other stays.
      for (const { now, then } of same.filter(
        ({ now, then }) => now.scoreMicro === then.scoreMicro,
      ))
        expect(now.drawKey).toBe(then.drawKey);
      expect(others.length).toBe(before.length);
    }),
    { ...RUNS, numRuns: 10 },
  );
});

const SIGNALS = Object.keys(MORNING.exponents).filter((one) => one !== 'dial');

test('raising a factor lowers nothing that it favours, and never whom it favours most', () => {
  fc.assert(
    fc.property(homes(8, 30), fc.constantFrom(1.5, 3), (all, exponent) => {
      const { draw } = homeOf(arrivalsOf(all));
      const wide = { size: 8, quotas: MERIT, perAuthor: 100, perSite: 100, perBooster: 100 };
      const before = judged(draw(wide));
      const then = new Map(before.map((one) => [one.uri, one]));
      for (const signal of SIGNALS) {
        const exponents = { ...MORNING.exponents, [signal]: exponent };
        const after = judged(draw({ ...wide, exponents }));
        const factorOf = (of: (typeof before)[number]) => of.signals[signal]?.factor_micro ?? 0;
        const aheadOf = (some: typeof before, uri: string) => {
          const key = some.find((one) => one.uri === uri)?.drawKey as number;
          return some.filter(({ drawKey }) => drawKey > key).length;
        };

        for (const now of after) {
          const known = then.get(now.uri) as typeof now;
          if (factorOf(known) < 0) continue;
          expect(now.scoreMicro).toBeGreaterThanOrEqual(known.scoreMicro);
          expect(now.drawKey).toBeGreaterThanOrEqual(known.drawKey);
        }
        const most = Math.max(...before.map(factorOf));
        for (const { uri } of before.filter((one) => factorOf(one) === most))
          expect(aheadOf(after, uri)).toBeLessThanOrEqual(aheadOf(before, uri));
      }
    }),
    { ...RUNS, numRuns: 8 },
  );
});

test('a short edition takes what leads a long one, though its front holds four', () => {
  fc.assert(
    fc.property(homes(40, 60), (all) => {
      const { draw } = homeOf(arrivalsOf(all.map((one) => ({ ...one, isAnswer: false }))));
      const byDice = { quotas: MERIT, temperature: 5 };
      const [first] = judged(draw({ ...byDice, size: 60 })).toSorted(
        (a, b) => b.drawKey - a.drawKey,
      );

      expect(draw({ ...byDice, size: 1 }).entries.map(({ uri }) => uri)).toEqual([first?.uri]);
    }),
    { ...RUNS, numRuns: 8 },
  );
});

/** Which way each signal pulls as its value grows. */
const PULLS = {
  ...{ own_percentile: 1, social_proof: 1, regard: 1, affinity: 1, topic: 1, debt: 1 },
  ...{ quiet: -1, stranger: -1, freshness: -1, fatigue: -1, story: -1 },
} as const;

test('of two that differ in a signal, it favours the one that its sentence says', () => {
  const [met, wrong] = [new Set<string>(), new Set<string>()];
  fc.assert(
    fc.property(homes(30, 60), (all) => {
      const { draw, see } = homeOf(arrivalsOf(all));
      const { edition, entries } = draw({ quotas: MERIT }, 'first', hours(200), false);
      see([entries[0]?.uri ?? ''], edition as number, hours(201));
      const of = judged(draw({ size: 60, quotas: MERIT })).map(({ signals }) => signals);
      for (const [name, pull] of Object.entries(PULLS)) {
        for (const one of of)
          for (const other of of) {
            // Voices count beside what their author usually has.
            if (name === 'social_proof' && one.regard?.value !== other.regard?.value) continue;
            const [a, b] = [one[name], other[name]];
            if (a?.value == null || b?.value == null || a.value <= b.value) continue;
            if (a.factor_micro === b.factor_micro) continue;
            (a.factor_micro > b.factor_micro === pull > 0 ? met : wrong).add(name);
          }
      }
    }),
    { ...RUNS, numRuns: 6 },
  );
  expect([...wrong]).toEqual([]);
  expect([...met].toSorted()).toEqual(Object.keys(PULLS).toSorted());
});

test('caps, quotas and one story once hold in whole draws', () => {
  const share = fc.constantFrom(0, 0.1, 0.4, 1);
  const feed = fc.record({
    size: fc.integer({ min: 1, max: 30 }),
    perAuthor: fc.integer({ min: 1, max: 3 }),
    perBooster: fc.integer({ min: 1, max: 3 }),
    perSite: fc.integer({ min: 1, max: 3 }),
    quotas: fc.record({ turns: share, boosted: share, resurfaced: share, wildcard: share }),
  });
  fc.assert(
    fc.property(homes(10, 60), feed, fc.string({ maxLength: 4 }), (all, more, seed) => {
      const { entries } = homeOf(arrivalsOf(all)).draw(more, seed);
      const told = entries.map(({ statusId }) => all[Number(statusId) - 100] as Told);
      const most = (names: readonly (string | undefined)[]) => {
        const known = names.filter((name) => name !== undefined);
        return Math.max(0, ...known.map((name) => known.filter((one) => one === name).length));
      };
      const strangers = entries.filter(
        ({ signals, lane }) => signals.stranger?.value === 1 && lane !== 'wildcard',
      );
      const turns = entries.filter(({ signals: of }) => of.turn !== undefined);

      expect(entries.length).toBeLessThanOrEqual(more.size);
      expect(most(told.map(({ by }) => by))).toBeLessThanOrEqual(more.perAuthor);
      expect(most(told.map(({ link }) => link))).toBeLessThanOrEqual(1);
      expect(strangers.length).toBeLessThanOrEqual(more.size * more.quotas.boosted);
      expect(turns.length).toBeLessThanOrEqual(more.size * more.quotas.turns);
    }),
    { ...RUNS, numRuns: 20 },
  );
});

test('nothing that was seen comes back, morning after morning, whatever was seen', () => {
  const seen = fc.array(fc.nat(7), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(homes(20, 50), seen, (all, seenEach) => {
      const { draw, see } = homeOf(arrivalsOf(all));
      const known = new Set<string>();
      for (const [morning, count] of seenEach.entries()) {
        const nowMs = hours(240 + 24 * morning);
        const { edition, entries } = draw({}, `${morning}`, nowMs, false);
        const uris = entries.map(({ uri }) => uri);
        expect(uris.filter((uri) => known.has(uri))).toEqual([]);
        const read = uris.slice(0, count);
        see(read, edition as number, hours(241 + 24 * morning));
        for (const uri of read) known.add(uri);
      }
    }),
    { ...RUNS, numRuns: 12 },
  );
});
