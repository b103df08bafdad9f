import fc from 'fast-check';
import { expect, test } from 'vitest';
import { throwOf } from '../../src/core/dice.ts';
import { MORNING } from '../../src/core/feed.ts';
import { hours } from '../support/entries.ts';
import { arrivalsOf, homeOf, homes, judged, MERIT, type Told, told } from '../support/told_home.ts';

const RUNS = { seed: 42, endOnFailure: true };

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

const SIGNALS = Object.keys(MORNING.exponents);

/** Where the owner has read, favoured and said something: each signal tells some posts apart. */
function livedIn(all: readonly Told[]) {
  const home = homeOf(arrivalsOf(all));
  const { edition, entries } = home.draw({ quotas: MERIT }, 'first', hours(200), false);
  const read = entries.slice(0, 6);
  home.see(
    read.map(({ uri }) => uri),
    edition as number,
    hours(201),
  );
  for (const one of read.slice(0, 3)) home.favour(one, hours(202));
  home.say('bob', 'more');
  home.say('cleo', 'less');
  return home;
}

const within = (least: number, value: number, most: number) =>
  Math.min(most, Math.max(least, value));

/** Of docs/signals.md: what each factor is, of its value. */
const FORMULAS: Readonly<Record<string, (value: number) => number>> = {
  own_percentile: (value) => ((1.05 - value) / 0.55) ** -0.5,
  social_proof: (value) => Math.min(6, (1 + value) ** 0.8),
  regard: (value) => within(0.4, value, 3) ** 0.6,
  affinity: (value) => within(0.4, value, 3),
  language: (value) => value,
  topic: (value) => within(0.4, value, 3.5),
  tag_regard: (value) => within(0.4, value, 2.5) ** 0.5,
  quiet: (value) => within(0.3, (value / 0.5) ** -0.3, 1.9) ** 0.4,
  debt: (value) => Math.exp(value / 20),
  kind: (value) => ([1, 0.45, 0.65, 2, 0.6][value] as number) ** 0.9,
  stranger: (value) => [1, 0.6][value] as number,
  freshness: (value) => Math.max(0.12, (1 + value) ** -0.6),
  fatigue: (value) => 0.7 ** Math.min(4, value),
  story: (value) => [1, 0.43][value] as number,
  dial: (value) => [0.5, 1, 1.5][value + 1] as number,
};

test('each factor is what the documentation makes of its value', () => {
  const varied = new Map<string, Set<number>>(SIGNALS.map((name) => [name, new Set()]));
  fc.assert(
    fc.property(homes(30, 60), (all) => {
      for (const { signals } of judged(livedIn(all).draw({ size: 60, quotas: MERIT })))
        for (const [name, formula] of Object.entries(FORMULAS)) {
          const { value = null, factor_micro = 0 } = signals[name] ?? {};
          if (value !== null) varied.get(name)?.add(value);
          const factor = value === null ? 1 : formula(value);
          expect(Math.exp(factor_micro / 1e6), `${name} of ${value}`).toBeCloseTo(factor, 2);
        }
    }),
    { ...RUNS, numRuns: 4 },
  );
  for (const [name, values] of varied) expect(values.size, name).toBeGreaterThan(1);
});

test('raising a factor lowers nothing that it favours, and never whom it favours most', () => {
  const tellsApart = new Set<string>();
  fc.assert(
    fc.property(homes(15, 40), fc.constantFrom(1.5, 3), (all, exponent) => {
      const { draw } = livedIn(all);
      const wide = { size: 8, quotas: MERIT, perAuthor: 100, perSite: 100, perBooster: 100 };
      const before = judged(draw(wide));
      const then = new Map(before.map((one) => [one.uri, one]));
      for (const signal of SIGNALS) {
        const exponents = { ...MORNING.exponents, [signal]: exponent };
        const after = judged(draw({ ...wide, exponents }));
        const factorOf = (of: (typeof before)[number]) => of.signals[signal]?.factor_micro ?? 0;
        if (new Set(before.map(factorOf)).size > 1) tellsApart.add(signal);
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
  expect([...tellsApart].toSorted()).toEqual(SIGNALS.toSorted());
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
  ...{ own_percentile: 1, social_proof: 1, regard: 1, affinity: 1, topic: 1, tag_regard: 1 },
  ...{ debt: 1, language: 1 },
  ...{ quiet: -1, stranger: -1, freshness: -1, fatigue: -1, story: -1 },
} as const;

test('of two that differ in a signal, it favours the one that its sentence says', () => {
  const [met, wrong] = [new Set<string>(), new Set<string>()];
  fc.assert(
    fc.property(homes(30, 60), (all) => {
      const { draw, see, favour } = homeOf(arrivalsOf(all));
      const { edition, entries } = draw({ quotas: MERIT }, 'first', hours(200), false);
      const [first, second] = entries;
      const read = [first?.uri ?? '', second?.uri ?? ''];
      see(read, edition as number, hours(201));
      if (first !== undefined) favour(first, hours(202));
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
